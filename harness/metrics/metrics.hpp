#pragma once

#include <map>
#include <string>

#include "harness/metrics/case_figures.hpp"
#include "reports/case_result.hpp"

namespace breakwire::harness {

/// What a run, campaign or sweep has done so far, for a monitoring system to fetch.
///
/// Counters never go back while it lives: they are sums over the cases that are over and those that
/// run. Source: Prometheus text exposition format 0.0.4.
class Metrics {
public:
    static constexpr const char* content_type = "text/plain; version=0.0.4; charset=utf-8";

    /// How many cases there are to run.
    void planned(std::size_t cases) { planned_ = cases; }
    void started(const std::string& id) { running_.try_emplace(id); }
    /// The case's figures are these now.
    void figures(const std::string& id, const CaseFigures& now) { running_[id] = now; }
    /// Of a case that was skipped as well, which never started.
    void finished(const std::string& id, reports::Verdict verdict);

    /// All of them, in a defined order.
    std::string text() const;

private:
    CaseFigures standing() const;
    std::string cases_text() const;

    std::size_t planned_ = 0;
    std::map<reports::Verdict, std::uint64_t> verdicts_;
    std::map<std::string, CaseFigures> running_;  ///< as was told last
    CaseFigures over_;                            ///< sums over cases that are over
};

}  // namespace breakwire::harness
