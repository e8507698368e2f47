#include "harness/cli/compare.hpp"

#include <algorithm>
#include <iostream>
#include <memory>

#include "harness/cli/run.hpp"

namespace breakwire::harness {

namespace {

/// Lightest first, as far as a run's exit code can be.
int weight(int exit_code) {
    const std::vector<int> order{0, 3, 1, 70, 130};
    return static_cast<int>(std::find(order.begin(), order.end(), exit_code) - order.begin());
}

int compare(const std::vector<std::string>& brokers, const RunOptions& options,
            const Program& program) {
    Comparison comparison(brokers);
    int worst = 0;
    for (std::size_t i = 0; i < brokers.size(); ++i) {
        RunOptions one = options;
        one.broker_file = brokers[i];
        if (!options.output.empty()) {
            one.output = options.output + "/broker-" + std::to_string(i + 1);
        }
        ComparisonReporter also(comparison, i);
        const int code = run(one, program, &also);
        if (weight(code) > weight(worst)) worst = code;
        std::cout << '\n';
        if (code == 130) return code;  // interrupted
    }
    std::cout << comparison.text();
    return worst;
}

}  // namespace

void add_compare(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command =
        line.add_subcommand("compare", "runs scenarios on several brokers and shows what differs");
    command->footer(
        "Examples: breakwire compare mosquitto aedes\n"
        "          breakwire compare mosquitto mine.yaml --scenarios will session");
    auto brokers = std::make_shared<std::vector<std::string>>();
    auto options = std::make_shared<RunOptions>();
    command->add_option("BROKERS", *brokers, "broker files or drivers' names, two or more")
        ->required()
        ->expected(2, 100);
    command
        ->add_option("--scenarios", options->paths,
                     "files and folders, as for `run`; all of the library if not given")
        ->type_name("PATHS");
    add_options_of_any_broker(*command, *options);
    command->callback([&program, &task, brokers, options] {
        task = [&program, brokers, options] { return compare(*brokers, *options, program); };
    });
}

}  // namespace breakwire::harness
