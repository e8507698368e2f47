#include "harness/brokers/process_state.hpp"

#include <fstream>
#include <string>

namespace breakwire::harness {

bool process_is_stopped(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    if (!std::getline(file, line)) return true;
    // "4711 (name) T ...": the name may hold anything, also parentheses.
    const std::size_t end_of_name = line.rfind(')');
    return end_of_name == std::string::npos || line.compare(end_of_name, 3, ") T") == 0;
}

}  // namespace breakwire::harness
