#include <fmt/format.h>

#include <iostream>

#include "harness/cli/command.hpp"
#include "harness/cli/glob.hpp"
#include "harness/cli/stored_results.hpp"
#include "reports/explanation.hpp"
#include "reports/sequence_text.hpp"
#include "reports/totals.hpp"
#include "sim/base/errors.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

struct ShowOptions {
    std::string folder;
    std::string one_case;
    std::string device;
    bool log = false;
};

void show_sequence(const reports::CaseResult& result, const ShowOptions& options) {
    const fs::path record = fs::path(result.folder) / "record.jsonl";
    if (!fs::exists(record)) {
        std::cout << "  no record of it is left (see --keep)\n";
        return;
    }
    reports::SequenceText sequence(result);
    sim::RecordReader reader(record);
    while (const auto event = reader.next()) {
        if (options.log || event->as<sim::BrokerLog>() == nullptr) sequence.see(*event);
    }
    std::cout << sequence.text(options.device);
    if (const auto left_out = reader.left_out()) std::cout << "left out: " << *left_out << '\n';
    if (reader.torn()) std::cout << *reader.torn() << '\n';
}

void show_case(const reports::CaseResult& result, const ShowOptions& options) {
    std::cout << fmt::format("{}  {}\n{}\n{}, seed {}, {} time\n\n", result.id,
                             to_string(result.verdict), result.scenario, result.broker, result.seed,
                             result.time_mode);
    show_sequence(result, options);
    if (reports::needs_attention(result.verdict)) {
        std::cout << '\n' << reports::explanation(result) << '\n';
    }
}

int show(const ShowOptions& options) {
    bool any = false;
    for (const reports::CaseResult& result : results_below(options.folder)) {
        if (!options.one_case.empty() && !matches_glob(result.id, options.one_case)) continue;
        if (any) std::cout << '\n';
        show_case(result, options);
        any = true;
    }
    if (!any) throw ConfigError("no case in " + options.folder + " is called " + options.one_case);
    return 0;
}

}  // namespace

void add_show(CLI::App& line, Task& task) {
    CLI::App* command =
        line.add_subcommand("show", "tells what passed in a case, packet by packet");
    command->footer(
        "Each line is a packet with the time it took, a step, a fault (*) or an outcome; > marks "
        "what\na failure rests on.\n"
        "Example: breakwire show breakwire-runs/20260102-030405 --case 'will/*' --device pump");
    auto options = std::make_shared<ShowOptions>();
    command->add_option("RUN", options->folder, "the folder of a case or of a run")->required();
    command->add_option("--case", options->one_case, "only this case; * and ?")->type_name("CASE");
    command->add_option("--device", options->device, "only what concerns this device")
        ->type_name("NAME");
    command->add_flag("--log", options->log, "with the lines of the broker's log");
    command->callback([&task, options] { task = [options] { return show(*options); }; });
}

}  // namespace breakwire::harness
