#include <algorithm>
#include <iomanip>
#include <iostream>
#include <set>

#include "harness/cli/command.hpp"
#include "harness/cli/expected_time.hpp"
#include "harness/cli/filter_options.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/set_option.hpp"

namespace breakwire::harness {
namespace {

struct CheckOptions {
    std::vector<std::string> paths;
    CaseFilter filter;
    scenarios::ParameterSettings set;
};

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

/// Everything but the running: what would be run, and for how long.
int check(const CheckOptions& options) {
    const std::vector<Case> cases =
        select(multiply(load_or_tell(options.paths, options.set)), options.filter);
    std::size_t width = 0;
    std::set<std::string> files;
    for (const Case& one : cases) width = std::max(width, one.id.size());
    for (const Case& one : cases) {
        files.insert(one.scenario->file);
        std::cout << std::left << std::setw(static_cast<int>(width)) << one.id << "  "
                  << expected_time(one).text() << '\n';
    }
    std::cout << counted(files.size(), "scenario") << ", " << counted(cases.size(), "case")
              << ", no mistakes\n";
    return 0;
}

}  // namespace

void add_check(CLI::App& line, Task& task) {
    CLI::App* command = line.add_subcommand(
        "check", "reads scenarios and lists every mistake, or the cases and how long they take");
    command->footer(
        "The times are simulated: what waits and windows say. Connecting, the broker and the\n"
        "drain at the end come on top.\n"
        "Example: breakwire check my.yaml --set keep_alive=10s,20s");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("PATHS", options->paths,
                        "files and folders; the shipped library if there are none");
    add_filter(*command, options->filter);
    add_set(*command, options->set);
    command->callback([&task, options] { task = [options] { return check(*options); }; });
}

}  // namespace breakwire::harness
