#include "harness/cli/command_line.hpp"

#include <iostream>

#include "harness/cli/exit_codes.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/shell_word.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/suggest.hpp"

#ifndef BREAKWIRE_VERSION
#error "BREAKWIRE_VERSION comes from CMake"
#endif

namespace breakwire::harness {
namespace {

constexpr const char* footer =
    R"(Exit codes: 0 all is well, 1 a case failed, 2 a mistake in what was typed,
3 inconclusive (the surroundings), 70 a bug of Breakwire's, 130 interrupted.

First steps:
  breakwire run                     the shipped scenarios, on mosquitto
  breakwire list will               which cases there are about wills
  breakwire explain fault           what can break
  breakwire show RUN                what passed on the wire, from the folder that a case left
  breakwire campaign FILE           faults by luck, with thousands of seeds
  breakwire replay RUN              a case once more, from the folder that it left
  breakwire shrink RUN              the least of it that still fails, as a scenario)";

std::string joined(int argc, const char* const* argv) {
    std::string line = "breakwire";
    for (int i = 1; i < argc; ++i) line += ' ' + shell_word(argv[i]);
    return line;
}

const CLI::App& find_command(const CLI::App& line, const std::string& name) {
    if (name.empty()) return line;
    std::vector<std::string> known;
    for (const CLI::App* command : line.get_subcommands([](const CLI::App*) { return true; })) {
        if (command->get_name() == name) return *command;
        known.push_back(command->get_name());
    }
    throw ConfigError("there is no command '" + name + "'" + suggestion(name, known));
}

void add_help(CLI::App& line, Task& task) {
    CLI::App* help =
        line.add_subcommand("help", "what the commands are, or what one of them takes");
    auto command = std::make_shared<std::string>();
    help->add_option("COMMAND", *command);
    help->callback([&line, &task, command] {
        task = [&line, command] {
            std::cout << find_command(line, *command).help();
            return 0;
        };
    });
}

/// What a task throws, as an exit code and a line on stderr.
int perform(const Task& task) {
    try {
        return task();
    } catch (const MistakesWereTold&) {
        return exit_codes::user_mistake;
    } catch (const ConfigError& mistake) {
        std::cerr << mistake.what() << '\n';
        return exit_codes::user_mistake;
    } catch (const EnvironmentError& trouble) {
        std::cerr << "breakwire: " << trouble.what() << '\n';
        return exit_codes::surroundings;
    } catch (const std::exception& bug) {
        std::cerr << "breakwire: a bug of ours: " << bug.what() << '\n';
        return exit_codes::our_bug;
    }
}

}  // namespace

const char* version() { return BREAKWIRE_VERSION; }

int command_line(int argc, const char* const* argv, Program program) {
    program.typed = joined(argc, argv);
    CLI::App line("Breaks the wire and watches the broker: a test harness and simulator for MQTT.",
                  "breakwire");
    line.set_version_flag("--version", std::string("breakwire ") + version());
    line.require_subcommand(1);
    line.footer(footer);
    Task task;
    add_run(line, program, task);
    add_campaign(line, program, task);
    add_sweep(line, program, task);
    add_compare(line, program, task);
    add_replay(line, program, task);
    add_shrink(line, program, task);
    add_check(line, task);
    add_prove(line, program, task);
    add_list(line, task);
    add_explain(line, task);
    add_schema(line, task);
    add_show(line, task);
    add_statements(line, task);
    add_report(line, program, task);
    if (program.proxy) add_proxy(line, program, task);
    if (program.in_simulation) add_boards(line, program, task);
    if (program.benchmark) add_benchmark(line, program, task);
    add_shell_commands(line, task);
    add_help(line, task);
    try {
        line.parse(argc, argv);
    } catch (const CLI::ParseError& end) {
        // Of --help and --version too, which are no mistakes.
        return line.exit(end) == 0 ? 0 : exit_codes::user_mistake;
    }
    return perform(task);
}

}  // namespace breakwire::harness
