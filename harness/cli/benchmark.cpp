#include "harness/cli/command.hpp"

namespace breakwire::harness {

void add_benchmark(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand("benchmark", "measures speed and memory");
    // It has a command line of its own.
    command->prefix_command();
    command->callback([&program, &task, command] {
        task = [&program, arguments = command->remaining()] {
            return program.benchmark(arguments);
        };
    });
}

}  // namespace breakwire::harness
