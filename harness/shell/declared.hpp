#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

/// The command line as it was declared, without anything of the library that reads it: the manual
/// page and shell completion are made from it.
namespace breakwire::harness {

/// An option, a flag or an argument of a command.
struct DeclaredOption {
    std::vector<std::string> names{};    ///< "-j", "--jobs"; none for an argument
    std::string value{};                 ///< what it takes: "KIND:FILE", "PATHS"; empty for a flag
    std::vector<std::string> choices{};  ///< all values it may have, where these are few
    std::string range{};                 ///< "1 - 100"; may be empty
    std::string help{};
    std::string preset{};  ///< what holds where it is not given; may be empty
    bool required = false;
    bool repeated = false;  ///< it may be given several values

    bool is_argument() const { return names.empty(); }
};

struct DeclaredCommand {
    std::string name{};
    std::string help{};
    std::string footer{};
    std::vector<DeclaredOption> options{};
    std::vector<DeclaredCommand> commands{};

    /// Of this name, or nullptr.
    const DeclaredOption* option(const std::string& wanted) const;
    const DeclaredCommand* command(const std::string& wanted) const;
    std::vector<DeclaredOption> arguments() const;
};

/// Commands and options that belong to no group of the help are left out: they are for programs.
DeclaredCommand declared(const CLI::App& app);

}  // namespace breakwire::harness
