#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/recipe.hpp"
#include "harness/cli/repetitions.hpp"
#include "harness/cli/run.hpp"
#include "harness/cli/stored_results.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

using reports::CaseResult;
using reports::Verdict;

fs::path record_of(const CaseResult& result) { return fs::path(result.folder) / "record.jsonl"; }

/// The ids of what was broken: steps, laws and faults. What was seen instead has instants in it,
/// which the wall clock does not repeat.
std::vector<std::string> broken_parts(const CaseResult& result) {
    std::vector<std::string> parts;
    for (const reports::Finding& finding : result.findings) {
        if (!finding.held) parts.push_back(finding.id);
    }
    std::ranges::sort(parts);
    return parts;
}

std::string outcome(const CaseResult& result) {
    const std::vector<std::string> broken = broken_parts(result);
    return to_string(result.verdict) +
           (broken.empty() ? "" : fmt::format(" ({})", fmt::join(broken, ", ")));
}

/// Hears of the one case that is run again and says whether it did what it did before.
class Comparison final : public reports::Reporter {
public:
    explicit Comparison(const CaseResult& before) : before_(before) {}

    void case_finished(const CaseResult& now) override {
        same_ = before_.verdict == now.verdict && broken_parts(before_) == broken_parts(now);
        said_ = same_ ? "the same outcome: " + outcome(now)
                      : fmt::format("was {}, is {}", outcome(before_), outcome(now));
        const bool repeatable = before_.time_mode == "virtual" && !before_.fingerprint.empty();
        if (repeatable) compare_events(now);
        if (before_.broker != now.broker) {
            said_ += fmt::format("\n  the broker was {}, is {}", before_.broker, now.broker);
        }
    }

    bool same() const { return same_; }
    const std::string& said() const { return said_; }

private:
    void compare_events(const CaseResult& now) {
        if (before_.fingerprint == now.fingerprint) {
            said_ += fmt::format(", event for event (fingerprint {})", now.fingerprint);
            return;
        }
        same_ = false;
        said_ += fmt::format("; but fingerprint {} is now {}", before_.fingerprint,
                             now.fingerprint.empty() ? "none" : now.fingerprint);
        say_where(now);
    }

    void say_where(const CaseResult& now) {
        if (!fs::exists(record_of(before_)) || !fs::exists(record_of(now))) {
            said_ += "\n  no record is left that would show where (see --keep)";
        } else if (const auto parted = first_difference(record_of(before_), record_of(now))) {
            said_ += fmt::format("\n  first  {}\n  now    {}", parted->one, parted->other);
        } else {
            said_ += "\n  " + same_records(record_of(now));
        }
    }

    const CaseResult& before_;
    bool same_ = false;
    std::string said_ = "has not run to its end";
};

/// Replays one case; returns the exit code.
int replay(const CaseResult& before, const std::string& output, const Program& program) {
    RunOptions options = options_of(before);
    options.output = output;
    Comparison comparison(before);
    const int code = run(options, program, &comparison);
    std::cout << "replay of " << before.id << ": " << comparison.said() << '\n';
    for (const std::string& change : changes_since(before.recipe, version())) {
        std::cout << "  " << change << '\n';
    }
    // A replay that does something else has failed, whatever it does.
    const bool weighs_more = code == exit_codes::our_bug || code == exit_codes::interrupted;
    return comparison.same() || weighs_more ? code : 1;
}

int replay_all(const std::string& folder, const std::string& output, const Program& program) {
    const std::vector<CaseResult> all = results_below(folder);
    std::vector<int> codes;
    for (const CaseResult& before : all) {
        if (before.verdict == Verdict::skipped) continue;
        codes.push_back(replay(before, output, program));
        if (codes.back() == exit_codes::interrupted) break;
    }
    // From the heaviest to the lightest.
    for (const int code :
         {exit_codes::interrupted, exit_codes::our_bug, 1, exit_codes::surroundings}) {
        if (std::ranges::find(codes, code) != codes.end()) return code;
    }
    return 0;
}

}  // namespace

void add_replay(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand(
        "replay", "runs a case again as it was run, and says where it does something else");
    command->footer(
        "In virtual time the records must be the same event for event, on the wall clock the\n"
        "outcomes. Exits as the case does, and with 1 if it does not do the same.\n"
        "Example: breakwire replay 'breakwire-runs/20260102-030405/will/after_rst[5.0]'");
    auto folder = std::make_shared<std::string>();
    auto output = std::make_shared<std::string>();
    command->add_option("RUN", *folder, "the folder of a case, or of a run: each of its cases")
        ->required();
    command->add_option("--output", *output, "keep the new result in this folder")
        ->type_name("FOLDER");
    command->callback([&program, &task, folder, output] {
        task = [&program, folder, output] { return replay_all(*folder, *output, program); };
    });
}

}  // namespace breakwire::harness
