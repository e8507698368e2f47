#include <iostream>

#include "harness/cli/command.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/shell/completion.hpp"
#include "harness/shell/man_page.hpp"
#include "harness/shell/scripts.hpp"
#include "harness/shell/value_kinds.hpp"

#ifndef BREAKWIRE_RELEASED
#error "BREAKWIRE_RELEASED comes from CMake"
#endif

namespace breakwire::harness {

namespace {

constexpr const char* examples =
    R"(Where a package has installed Breakwire, they are in place. Elsewhere:
  breakwire completion bash > ~/.local/share/bash-completion/completions/breakwire
  breakwire completion zsh > ~/.zfunc/_breakwire       a folder that is in fpath
  breakwire completion fish > ~/.config/fish/completions/breakwire.fish)";

void add_completion(CLI::App& line, Task& task) {
    CLI::App* command =
        line.add_subcommand("completion", "writes what a shell needs to complete command lines");
    command->footer(examples);
    auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "which shell")
        ->required()
        ->check(CLI::IsMember(known_shells()));
    command->callback([&task, shell] {
        task = [shell] {
            std::cout << completion_script(*shell);
            return 0;
        };
    });
}

/// A command for programs, which `help` does not show.
CLI::App* add_hidden(CLI::App& line, const std::string& name, const std::string& help) {
    return line.add_subcommand(name, help)->group("");
}

/// What those scripts ask, with the words of a line, the program's name included: nothing behind it
/// is an option of this command.
void add_complete(CLI::App& line, Task& task) {
    CLI::App* command = add_hidden(line, "complete", "says what may come next");
    command->prefix_command();
    command->callback([&line, &task, command] {
        task = [&line, words = command->remaining()]() mutable {
            if (!words.empty()) words.erase(words.begin());
            std::cout << to_lines(complete(declared(line), words, value_kinds()));
            return 0;
        };
    });
}

void add_man_page(CLI::App& line, Task& task) {
    CLI::App* command = add_hidden(line, "man-page", "writes the manual page");
    command->callback([&line, &task] {
        task = [&line] {
            std::cout << man_page(declared(line), {version(), BREAKWIRE_RELEASED});
            return 0;
        };
    });
}

}  // namespace

void add_shell_commands(CLI::App& line, Task& task) {
    add_completion(line, task);
    add_complete(line, task);
    add_man_page(line, task);
}

}  // namespace breakwire::harness
