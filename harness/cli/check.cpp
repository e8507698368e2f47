#include <iostream>

#include "harness/cli/command.hpp"
#include "harness/cli/loading.hpp"

namespace breakwire::harness {

void add_check(CLI::App& line, Task& task) {
    CLI::App* check = line.add_subcommand("check", "reads scenarios and lists every mistake");
    check->footer("Example: breakwire check my.yaml");
    auto paths = std::make_shared<std::vector<std::string>>();
    check->add_option("PATHS", *paths, "files and folders; the shipped library if there are none");
    check->callback([&task, paths] {
        task = [paths] {
            const std::vector<LoadedScenario> loaded = load_or_tell(*paths);
            std::cout << loaded.size() << (loaded.size() == 1 ? " scenario, " : " scenarios, ")
                      << multiply(loaded).size() << " cases, no mistakes\n";
            return 0;
        };
    });
}

}  // namespace breakwire::harness
