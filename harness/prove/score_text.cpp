#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "harness/prove/score.hpp"

namespace breakwire::harness {

namespace {

std::string plural(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string by_whom(const Trial& trial) {
    if (trial.laws.empty()) return "in " + trial.case_id + " by a check: " + trial.checks.front();
    return fmt::format("in {} by law: {}", trial.case_id, fmt::join(trial.laws, ", "));
}

std::string story(const LieScore& lie) {
    const TrialOutcome outcome = lie.outcome();
    const Trial* trial = lie.first(outcome);
    if (outcome == TrialOutcome::caught) return by_whom(*trial);
    if (outcome == TrialOutcome::untold) return "in none of " + plural(lie.fitting, "case");
    const auto is_so = [outcome](const Trial& each) { return each.outcome == outcome; };
    const auto count = std::ranges::count_if(lie.trials, is_so);
    return fmt::format("told in {}, among them {}{}",
                       plural(static_cast<std::size_t>(count), "case"), trial->case_id,
                       outcome == TrialOutcome::unclear ? ": " + trial->reason : "");
}

/// Caught by a law, by a check alone, told in vain, told and nothing proved, not told.
char mark(const Trial& trial) {
    switch (trial.outcome) {
        case TrialOutcome::caught:
            return trial.laws.empty() ? 'c' : 'L';
        case TrialOutcome::escaped:
            return '.';
        case TrialOutcome::unclear:
            return '?';
        case TrialOutcome::untold:
            return ' ';
    }
    return ' ';
}

/// A line of each case that told at least one lie, a character for each lie.
std::map<std::string, std::string> rows(const Score& score) {
    std::map<std::string, std::string> out;
    for (std::size_t column = 0; column < score.lies.size(); ++column) {
        for (const Trial& trial : score.lies[column].trials) {
            if (trial.outcome == TrialOutcome::untold) continue;
            std::string& row = out[trial.case_id];
            row.resize(score.lies.size(), ' ');
            row[column] = mark(trial);
        }
    }
    return out;
}

/// The digits of the columns' numbers, from 1, one below the other.
std::string column_numbers(std::size_t count, std::size_t width) {
    std::string out;
    for (const std::size_t power : {100U, 10U, 1U}) {
        if (power > count) continue;
        out += std::string(width, ' ');
        for (std::size_t i = 1; i <= count; ++i) {
            out += i < power ? ' ' : static_cast<char>('0' + i / power % 10);
        }
        out += '\n';
    }
    return out;
}

}  // namespace

std::string in_words(const LieScore& lie, std::size_t width) {
    std::string line =
        fmt::format("{:<9}{:<{}}  {}\n", to_string(lie.outcome()), lie.lie->id, width, story(lie));
    if (lie.outcome() != TrialOutcome::caught) {
        line +=
            fmt::format("         {} ({})\n", lie.lie->sentence, fmt::join(lie.lie->breaks, ", "));
    }
    return line;
}

std::string in_words(const Score& score) {
    std::string out;
    for (const FalseAlarm& alarm : score.false_alarms) {
        out += fmt::format("{:<12} {}: {}\n", alarm.inconclusive ? "inconclusive" : "false alarm",
                           alarm.case_id, alarm.reason);
    }
    out += fmt::format("{} of {} caught, {} of them by a law", score.count(TrialOutcome::caught),
                       plural(score.lies.size(), "lie"), score.caught_by_law());
    for (const TrialOutcome each :
         {TrialOutcome::escaped, TrialOutcome::unclear, TrialOutcome::untold}) {
        if (const auto count = score.count(each)) {
            out += fmt::format(", {} {}", count, to_string(each));
        }
    }
    out += fmt::format(
        "; {} in {} of an honest broker\n{}, {}\n",
        score.false_alarms.empty() ? "no false alarm" : plural(score.false_alarms.size(), "alarm"),
        plural(score.honest_cases, "case"), score.broker, to_seconds_text(score.wall));
    return out;
}

std::string matrix(const Score& score) {
    const auto all = rows(score);
    std::size_t width = 0;
    for (const auto& [id, _] : all) width = std::max(width, id.size());
    const std::string numbers = column_numbers(score.lies.size(), width + 2);
    std::string out = numbers;
    for (const auto& [id, row] : all) out += fmt::format("{:<{}}  {}\n", id, width, row);
    out +=
        numbers + "\nL caught by a law, c by a check alone, . told and not noticed, ? no verdict\n";
    for (std::size_t i = 0; i < score.lies.size(); ++i) {
        out += fmt::format("{:>3} {}: {}\n", i + 1, score.lies[i].lie->id,
                           score.lies[i].lie->sentence);
    }
    return out;
}

}  // namespace breakwire::harness
