#pragma once

#include "reports/interval.hpp"
#include "reports/reporter.hpp"

namespace breakwire::reports {

/// What one measure came to in all runs that differ by their seeds alone.
struct SweepPoint {
    std::string scenario;  ///< "sweeps/burst_loss"
    std::string mqtt;
    std::map<std::string, std::string> parameters;  ///< as they were set
    std::string measure;
    std::string unit;
    std::size_t runs = 0;  ///< that were judged: passed, known or failed
    std::size_t n = 0;     ///< of those, in which there was something to measure
    double mean = 0;       ///< of no n: 0, as the median
    double median = 0;
    std::optional<Interval> interval{};  ///< of the mean; Wilson's where the unit is "yes"
};

/// One for each measure of each scenario, version and setting, in the order of the cases, behind
/// one of whether runs passed ("passed", of the unit "yes"). Empty if nothing was measured in any.
/// Cases that prove nothing (inconclusive, skipped, crashed) are left out.
std::vector<SweepPoint> sweep_points(const std::vector<CaseResult>& cases);

/// The points as tables for people, one for each scenario, version and measure.
std::string sweep_text(const std::vector<SweepPoint>& points);

nlohmann::json to_json(const SweepPoint& point);

/// The value of a parameter as a number: seconds of a duration, percent, octets, bits per second,
/// or what it is; nothing if it is a word.
std::optional<double> number_in(const std::string& value);

}  // namespace breakwire::reports
