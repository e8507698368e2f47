#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/proxy/run_proxy.hpp"
#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// What the program around the command line brings along.
struct Program {
    WorkerBody run_case;
    /// `breakwire benchmark ARGS`; there is no such command where this is empty.
    std::function<int(const std::vector<std::string>& arguments)> benchmark;
    /// Runs under SystemC.
    std::function<int(const ProxyOptions& options)> proxy;
    /// Does some other work under SystemC, once; what it throws comes through.
    std::function<int(const std::function<int()>& work)> in_simulation{};
    std::string typed{};  ///< the command line, for reports
};

/// What a command does once the line has been read; returns the exit code.
using Task = std::function<int()>;

/// Each adds one command to the line; when it is the one typed, it sets `task`. `program` outlives
/// the task.
void add_run(CLI::App& line, const Program& program, Task& task);
void add_campaign(CLI::App& line, const Program& program, Task& task);
void add_sweep(CLI::App& line, const Program& program, Task& task);
void add_compare(CLI::App& line, const Program& program, Task& task);
void add_replay(CLI::App& line, const Program& program, Task& task);
void add_shrink(CLI::App& line, const Program& program, Task& task);
void add_check(CLI::App& line, Task& task);
void add_list(CLI::App& line, Task& task);
void add_explain(CLI::App& line, Task& task);
void add_schema(CLI::App& line, Task& task);
void add_show(CLI::App& line, Task& task);
void add_statements(CLI::App& line, Task& task);
void add_report(CLI::App& line, const Program& program, Task& task);
void add_proxy(CLI::App& line, const Program& program, Task& task);
void add_prove(CLI::App& line, const Program& program, Task& task);
/// `completion`, and what is for programs: `complete`, `man-page`.
void add_shell_commands(CLI::App& line, Task& task);
void add_boards(CLI::App& line, const Program& program, Task& task);
void add_benchmark(CLI::App& line, const Program& program, Task& task);

}  // namespace breakwire::harness
