#include "reports/console.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "reports/comparison.hpp"
#include "reports/coverage.hpp"
#include "reports/explanation.hpp"

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
    out_ << fmt::format("breakwire {}: {} case{}, {} at a time\n", run.version, run.cases,
                        run.cases == 1 ? "" : "s", run.jobs);
    out_.flush();
}

void Console::case_progress(const CaseProgress& progress) {
    under_way_[progress.id] = progress;
    if (!style_.live) return;
    clear_live();
    show_live();
}

void Console::case_finished(const CaseResult& result) {
    clear_live();
    under_way_.erase(result.id);
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
    const CaseProgress& one = under_way_.begin()->second;
    std::string line =
        fmt::format("[{}/{}{}] {}: {}", finished_, total_,
                    failed_ > 0 ? fmt::format(", {} not passed", failed_) : "", one.id, one.step);
    if (under_way_.size() > 1) line += fmt::format("  (+{} more)", under_way_.size() - 1);
    if (line.size() >= style_.width) line.resize(style_.width - 1);
    out_ << line;
    live_shown_ = true;
    out_.flush();
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
