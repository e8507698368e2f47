#include "reports/console.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "reports/comparison.hpp"
#include "reports/coverage.hpp"
#include "reports/explanation.hpp"
#include "reports/sharded_fleet.hpp"
#include "reports/sweep.hpp"

namespace breakwire::reports {

namespace {

const char* colour_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed:
            return "\x1b[32m";
        case Verdict::known:
        case Verdict::skipped:
            return "\x1b[36m";
        case Verdict::inconclusive:
            return "\x1b[33m";
        case Verdict::failed:
        case Verdict::error:
            return "\x1b[31m";
    }
    return "";
}

}  // namespace

ConsoleStyle ConsoleStyle::of_stdout() {
    ConsoleStyle style;
    style.live = isatty(STDOUT_FILENO) != 0;
    style.colour = style.live && std::getenv("NO_COLOR") == nullptr;
    winsize size{};
    if (style.live && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) {
        style.width = size.ws_col;
    }
    return style;
}

std::string Console::paint(Verdict verdict, const std::string& text) const {
    return style_.colour ? colour_of(verdict) + text + "\x1b[0m" : text;
}

void Console::run_started(const RunInfo& run) {
    total_ = run.cases;
    baseline_ = run.baseline;
    began_ = clock_();
    out_ << fmt::format("breakwire {}: {} case{}, {} at a time\n", run.version, run.cases,
                        run.cases == 1 ? "" : "s", run.jobs);
    out_.flush();
}

void Console::case_progress(const CaseProgress& progress) {
    const auto known = std::ranges::find(under_way_, progress.id, &CaseProgress::id);
    if (known == under_way_.end()) {
        under_way_.push_back(progress);
    } else {
        *known = progress;
    }
    if (!style_.live) return;
    clear_live();
    show_live();
}

void Console::case_finished(const CaseResult& result) {
    clear_live();
    std::erase_if(under_way_, [&](const CaseProgress& one) { return one.id == result.id; });
    ++finished_;
    if (needs_attention(result.verdict)) ++failed_;
    const std::string verdict = fmt::format("{:<12}", to_string(result.verdict));
    out_ << paint(result.verdict, verdict) << fmt::format(" {}", result.id);
    if (result.verdict == Verdict::passed) {
        out_ << fmt::format("  {}", to_seconds_text(result.wall));
    }
    if (result.verdict == Verdict::known || result.verdict == Verdict::skipped) {
        out_ << "  " << result.reason;
    }
    out_ << '\n';
    for (const Latency& each : result.latencies) out_ << "  " << describe(each) << '\n';
    if (needs_attention(result.verdict)) out_ << "  " << explanation(result) << "\n\n";
    show_live();
    out_.flush();
}

void Console::clear_live() {
    if (live_shown_) out_ << "\r\x1b[2K";
    live_shown_ = false;
}

void Console::show_live() {
    if (!style_.live || under_way_.empty()) return;
    out_ << live_line();
    live_shown_ = true;
    out_.flush();
}

/// "[########            ] 96/240, 2 not passed, 8 s left  will/after_rst[5.0]: 2/4 fault rst".
std::string Console::live_line() const {
    constexpr std::size_t bar = 20;
    const std::size_t done = total_ == 0 ? 0 : bar * finished_ / total_;
    std::string line =
        fmt::format("[{:<{}}] {}/{}", std::string(done, '#'), bar, finished_, total_);
    if (failed_ > 0) line += fmt::format(", {} not passed", failed_);
    line += time_left();
    const CaseProgress& one = under_way_.front();
    line += fmt::format("  {}: {}", one.id, one.step);
    if (under_way_.size() > 1) line += fmt::format("  (+{} more)", under_way_.size() - 1);
    if (line.size() >= style_.width) line.resize(style_.width - 1);
    return line;
}

/// As long as the finished cases took each; nothing while too few are for a guess.
std::string Console::time_left() const {
    constexpr std::size_t enough = 5;
    if (finished_ < enough || total_ <= finished_) return "";
    const auto left = (clock_() - began_) * (total_ - finished_) / finished_;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    return seconds < 60 ? fmt::format(", {} s left", seconds)
                        : fmt::format(", {} min left", (seconds + 59) / 60);
}

void Console::tell_laws(const Totals& totals) {
    if (totals.laws.empty()) return;
    const LawCounts laws = count_laws(totals.laws);
    out_ << fmt::format("laws: {} held ({} times), {} not exercised, {} violated", laws.held,
                        laws.times_held, laws.not_exercised, laws.violated.size());
    if (!laws.violated.empty()) out_ << fmt::format(": {}", fmt::join(laws.violated, ", "));
    out_ << '\n';
}

void Console::tell_changes(const RunSummary& summary) {
    if (baseline_ == nullptr) return;
    const std::vector<Change> changes = compare(*baseline_, summary.cases);
    out_ << fmt::format("against the baseline: {} changed\n", changes.size());
    for (const Change& change : changes) {
        out_ << fmt::format("  {:<40} {}\n", change.id, in_words(change));
    }
}

void Console::tell_statements(const RunSummary& summary) {
    const std::string line = in_a_line(coverage_of(summary.cases));
    if (!line.empty()) out_ << line << '\n';
}

void Console::run_finished(const RunSummary& summary) {
    clear_live();
    const Totals totals = totals_of(summary.cases);
    tell_laws(totals);
    tell_statements(summary);
    tell_changes(summary);
    for (const ShardedFleet& fleet : sharded_fleets(summary.cases)) {
        if (fleet.shards.size() > 1) out_ << describe(fleet);
    }
    out_ << sweep_text(sweep_points(summary.cases));
    std::string line;
    for (const auto& [verdict, count] : totals.verdicts) {
        line += (line.empty() ? "" : ", ") +
                paint(verdict, fmt::format("{} {}", count, to_string(verdict)));
    }
    if (summary.interrupted) line += line.empty() ? "interrupted" : ", interrupted";
    const std::string brokers = fmt::format("{}", fmt::join(totals.brokers, ", "));
    out_ << fmt::format("{}{} in {}\n", line.empty() ? "no cases" : line,
                        brokers.empty() ? "" : " on " + brokers, to_seconds_text(summary.wall));
    out_.flush();
}

}  // namespace breakwire::reports
