#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <ostream>

#include "reports/totals.hpp"

namespace breakwire::reports {

/// How the console may be used.
struct ConsoleStyle {
    bool live = false;  ///< a terminal: the cases under way stand on the last line
    bool colour = false;
    std::size_t width = 80;

    /// What standard output allows: a terminal or not, NO_COLOR, COLUMNS.
    static ConsoleStyle of_stdout();
};

/// Tells a person at a terminal, or a build log, what happens: a line for each finished case, an
/// explanation for each that did not pass, a summary at the end. On a terminal the last line is
/// live: a bar, what has failed, about how long the rest takes, and the step of the case that has
/// been running longest.
class Console final : public Reporter {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    Console(
        std::ostream& out, ConsoleStyle style,
        Clock clock = [] { return std::chrono::steady_clock::now(); })
        : out_(out), style_(style), clock_(std::move(clock)) {}

    void run_started(const RunInfo& run) override;
    void case_progress(const CaseProgress& progress) override;
    void case_finished(const CaseResult& result) override;
    void run_finished(const RunSummary& summary) override;

private:
    std::string paint(Verdict verdict, const std::string& text) const;
    void clear_live();
    void show_live();
    std::string live_line() const;
    std::string time_left() const;
    void tell_laws(const Totals& totals);
    void tell_changes(const RunSummary& summary);
    void tell_statements(const RunSummary& summary);

    std::ostream& out_;
    ConsoleStyle style_;
    Clock clock_;
    std::chrono::steady_clock::time_point began_{};
    std::shared_ptr<const std::vector<CaseResult>> baseline_;
    std::size_t total_ = 0;
    std::size_t finished_ = 0;
    std::size_t failed_ = 0;
    std::vector<CaseProgress> under_way_;  ///< the longest running first
    bool live_shown_ = false;
};

}  // namespace breakwire::reports
