#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/wiring/run_case.hpp"
#include "sim/kernel/systemc.hpp"

namespace {

using breakwire::harness::CaseJob;
using breakwire::harness::WorkerReport;

/// What this process does under SystemC. Only a forked child has anything to do there: SystemC
/// elaborates once per process, and nothing of it runs in the one that reads the command line.
std::function<int()> pending;

/// SystemC insists on being the one to start the program's real work, in `sc_main`.
int in_simulation(std::function<int()> work) {
    pending = std::move(work);
    // Otherwise its copyright notice comes first in every worker's log.
    setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
    char name[] = "breakwire";
    char* arguments[] = {name, nullptr};
    return sc_core::sc_elab_and_sim(1, arguments);
}

int benchmark(const std::vector<std::string>& arguments) {
    return breakwire::harness::run_benchmarks(arguments, in_simulation);
}

/// SystemC would make reports of its own of exceptions.
int in_simulation_or_throw(const std::function<int()>& work) {
    std::exception_ptr problem;
    const int status = in_simulation([&] {
        try {
            return work();
        } catch (...) {
            problem = std::current_exception();
            return 0;
        }
    });
    if (problem) std::rethrow_exception(problem);
    return status;
}

/// Programs that come with this one, such as breakwire-node, are then found by their names.
void put_own_folder_on_path() {
    std::error_code unreadable;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    if (unreadable) return;
    const char* path = std::getenv("PATH");
    const std::string before = path != nullptr ? path : "/usr/bin:/bin";
    setenv("PATH", (before + ":" + self.parent_path().string()).c_str(), 1);
}

int run_case(const CaseJob& job, WorkerReport& report) {
    return in_simulation_or_throw([&] { return breakwire::harness::run_case(job, report); });
}

int proxy(const breakwire::harness::ProxyOptions& options) {
    return in_simulation_or_throw([&] { return breakwire::harness::run_proxy(options); });
}

}  // namespace

int sc_main(int, char**) { return pending(); }

int main(int argc, char** argv) {
    put_own_folder_on_path();
    return breakwire::harness::command_line(
        argc, argv, {run_case, benchmark, proxy, in_simulation_or_throw, {}});
}
