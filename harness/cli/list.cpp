#include <algorithm>
#include <iomanip>
#include <iostream>

#include "harness/cli/command.hpp"
#include "harness/cli/filter_options.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/set_option.hpp"

namespace breakwire::harness {
namespace {

struct ListOptions {
    std::vector<std::string> paths;
    CaseFilter filter;
    scenarios::ParameterSettings set;
};

int list(const ListOptions& options) {
    const std::vector<Case> cases =
        select(multiply(load_or_tell(options.paths, options.set)), options.filter);
    std::size_t width = 0;
    for (const Case& one : cases) width = std::max(width, one.id.size());
    for (const Case& one : cases) {
        std::cout << std::left << std::setw(static_cast<int>(width)) << one.id << "  "
                  << one.scenario->name << '\n';
    }
    return 0;
}

}  // namespace

void add_list(CLI::App& line, Task& task) {
    CLI::App* command = line.add_subcommand("list", "names the cases that `run` would run");
    command->footer("Example: breakwire list session -k crash --mqtt 5.0");
    auto options = std::make_shared<ListOptions>();
    command->add_option("PATHS", options->paths,
                        "files and folders; the shipped library if there are none");
    add_filter(*command, options->filter);
    add_set(*command, options->set);
    command->callback([&task, options] { task = [options] { return list(*options); }; });
}

}  // namespace breakwire::harness
