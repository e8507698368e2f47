#include "sim/io/stuck_process.hpp"

#include <fstream>
#include <iterator>

namespace breakwire::sim {
namespace {

std::string read(pid_t process, const char* file) {
    std::ifstream in("/proc/" + std::to_string(process) + '/' + file);
    std::string text(std::istreambuf_iterator<char>(in), {});
    while (!text.empty() && text.back() == '\n') text.pop_back();
    for (char& each : text) {
        if (each == '\n') each = ';';
    }
    return text.empty() ? "unknown" : text;
}

/// The letter behind the name, which is in parentheses: R runs, S sleeps, D waits for a device.
std::string state(const std::string& stat) {
    const auto end = stat.rfind(')');
    return end == std::string::npos || end + 2 >= stat.size() ? "unknown" : stat.substr(end + 2, 1);
}

}  // namespace

std::string describe_stuck(pid_t process) {
    return read(process, "comm") + " (process " + std::to_string(process) +
           ") neither waits in a call that the time shim knows nor ends: state " +
           state(read(process, "stat")) + ", wait channel " + read(process, "wchan") +
           ", system call " + read(process, "syscall") + ", stack " + read(process, "stack");
}

}  // namespace breakwire::sim
