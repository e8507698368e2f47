#include "scenarios/language/explain.hpp"

#include <iostream>

#include "harness/bench/bench_file.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/statements.hpp"
#include "scenarios/language/schema.hpp"

namespace breakwire::harness {

void add_explain(CLI::App& line, Task& task) {
    CLI::App* command = line.add_subcommand("explain", "says what can stand in a scenario");
    command->footer(
        "Examples: breakwire explain         all topics\n"
        "          breakwire explain rst     one of them: its keys and an example\n"
        "          breakwire explain v5/3.1.2-22   a statement of the standard and what judges it");
    auto topic = std::make_shared<std::string>();
    auto all = std::make_shared<bool>(false);
    auto* named = command->add_option("TOPIC", *topic,
                                      "a step, check, fault, model, stack, section or statement");
    command->add_flag("--all", *all, "all topics, as a page of Markdown")->excludes(named);
    command->callback([&task, topic, all] {
        task = [topic, all] {
            const scenarios::Kinds& kinds = known_kinds().language();
            if (*all) {
                std::cout << scenarios::reference(kinds);
            } else {
                std::cout << (names_a_statement(*topic) ? explain_statement(*topic)
                                                        : scenarios::explain(*topic, kinds));
            }
            return 0;
        };
    });
}

void add_schema(CLI::App& line, Task& task) {
    CLI::App* command =
        line.add_subcommand("schema", "writes the JSON Schema of scenarios, for editors");
    command->footer("Example: breakwire schema > breakwire.schema.json");
    auto of_bench = std::make_shared<bool>(false);
    command->add_flag("--bench", *of_bench, "that of bench files");
    command->callback([&task, of_bench] {
        task = [of_bench] {
            const nlohmann::json schema =
                *of_bench ? bench_schema() : scenarios::scenario_schema(known_kinds().language());
            std::cout << schema.dump(2) << '\n';
            return 0;
        };
    });
}

}  // namespace breakwire::harness
