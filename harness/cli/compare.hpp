#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/case_result.hpp"
#include "reports/reporter.hpp"

namespace breakwire::harness {

/// What became of the same cases on several brokers.
class Comparison {
public:
    /// `brokers`: what heads their columns.
    explicit Comparison(std::vector<std::string> brokers) : brokers_(std::move(brokers)) {}

    /// The result of a case on the broker with this number.
    void add(std::size_t broker, const reports::CaseResult& result);

    /// The cases that came to a verdict on two brokers at least, where these differ or other
    /// findings are broken: a table, under each row the findings of each broker, and what all of
    /// them have in common in the last line.
    std::string text() const;

private:
    using Row = std::map<std::size_t, reports::CaseResult>;
    std::string row_text(const std::string& id, const Row& row, std::size_t width) const;
    std::string heading(std::size_t width) const;
    std::string totals(std::size_t differing) const;

    std::vector<std::string> brokers_;
    std::vector<std::string> order_;  ///< of cases, as they first came
    std::map<std::string, Row> rows_;
};

/// Adds the cases of one run to a comparison as they end.
class ComparisonReporter final : public reports::Reporter {
public:
    ComparisonReporter(Comparison& comparison, std::size_t broker)
        : comparison_(comparison), broker_(broker) {}
    void case_finished(const reports::CaseResult& result) override {
        comparison_.add(broker_, result);
    }

private:
    Comparison& comparison_;
    std::size_t broker_;
};

}  // namespace breakwire::harness
