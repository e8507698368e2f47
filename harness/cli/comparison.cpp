#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/cli/compare.hpp"

namespace breakwire::harness {

using reports::CaseResult;
using reports::Finding;
using reports::Verdict;

namespace {

/// Skipped and inconclusive cases say nothing of a broker.
bool says_something(const CaseResult& result) {
    return result.verdict == Verdict::passed || result.verdict == Verdict::known ||
           result.verdict == Verdict::failed;
}

/// Steps and sentences by their ids: the words of an expectation hold instants, which are the
/// broker's.
std::set<std::string> broken(const CaseResult& result) {
    std::set<std::string> ids;
    for (const Finding& finding : result.findings) {
        if (!finding.held) ids.insert(finding.id);
    }
    return ids;
}

/// Whether a known deviation or a failure, what is broken counts.
bool alike(const CaseResult& one, const CaseResult& other) {
    return one.verdict == other.verdict && broken(one) == broken(other);
}

std::string cell(const std::map<std::size_t, CaseResult>& row, std::size_t broker) {
    const auto found = row.find(broker);
    return found == row.end() ? "-" : to_string(found->second.verdict);
}

std::string findings_text(const std::string& broker, const CaseResult& result) {
    std::string text;
    for (const Finding& finding : result.findings) {
        if (finding.held) continue;
        text += fmt::format("    {}: expected {}\n", broker, finding.expected);
        text += fmt::format("    {:>{}}  seen {}\n", "", broker.size(), finding.seen);
    }
    return text;
}

/// Whether the row tells brokers apart; a broker that says nothing is left out.
bool differs(const std::map<std::size_t, CaseResult>& row) {
    const CaseResult* first = nullptr;
    for (const auto& [_, result] : row) {
        if (!says_something(result)) continue;
        if (first != nullptr && !alike(*first, result)) return true;
        first = &result;
    }
    return false;
}

bool comparable(const std::map<std::size_t, CaseResult>& row) {
    return std::count_if(row.begin(), row.end(),
                         [](const auto& entry) { return says_something(entry.second); }) > 1;
}

}  // namespace

void Comparison::add(std::size_t broker, const CaseResult& result) {
    if (!rows_.contains(result.id)) order_.push_back(result.id);
    rows_[result.id][broker] = result;
}

std::string Comparison::heading(std::size_t width) const {
    std::string line = fmt::format("{:<{}}", "case", width);
    for (const std::string& broker : brokers_) line += fmt::format("  {:<14}", broker);
    return line + '\n';
}

std::string Comparison::row_text(const std::string& id, const Row& row, std::size_t width) const {
    std::string text = fmt::format("{:<{}}", id, width);
    for (std::size_t i = 0; i < brokers_.size(); ++i) {
        text +=
            fmt::format("  {:<{}}", cell(row, i), std::max<std::size_t>(14, brokers_[i].size()));
    }
    text += '\n';
    for (const auto& [broker, result] : row) text += findings_text(brokers_[broker], result);
    return text;
}

std::string Comparison::totals(std::size_t differing) const {
    std::size_t compared = 0;
    for (const auto& [_, row] : rows_) compared += comparable(row) ? 1 : 0;
    return fmt::format("{} of {} cases came to a verdict on two brokers at least; {} differ{}\n",
                       compared, rows_.size(), differing, differing == 1 ? "s" : "");
}

std::string Comparison::text() const {
    std::vector<std::string> differing;
    for (const std::string& id : order_) {
        if (differs(rows_.at(id))) differing.push_back(id);
    }
    std::sort(differing.begin(), differing.end());
    std::size_t width = 4;
    for (const std::string& id : differing) width = std::max(width, id.size());
    std::string text = differing.empty() ? "" : heading(width);
    for (const std::string& id : differing) text += row_text(id, rows_.at(id), width);
    return text + totals(differing.size());
}

}  // namespace breakwire::harness
