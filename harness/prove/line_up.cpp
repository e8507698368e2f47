#include "harness/prove/line_up.hpp"

#include <algorithm>

namespace breakwire::harness {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::ranges::count(list, word) > 0;
}

/// Whether the statement is one of that version of the standard, or of none.
bool is_of(const std::string& statement, mqtt::Version version) {
    if (statement.rfind("BW-", 0) == 0) return true;
    return (statement.rfind("v5/", 0) == 0) == (version == mqtt::Version::v5_0);
}

std::string folder_of(const std::string& id) { return id.substr(0, id.find('/')); }

/// Higher is more likely.
int likelihood(const scenarios::BrokerLie& lie, const Case& one) {
    int points = folder_of(lie.id) == folder_of(one.id) ? 1 : 0;
    for (const std::string& statement : lie.breaks) {
        const bool covered = contains(one.scenario->covers, statement);
        if (covered && is_of(statement, one.version)) points += 2;
    }
    return contains(one.scenario->tags, "soak") ? -1 : points;
}

}  // namespace

std::vector<std::size_t> line_up(const scenarios::BrokerLie& lie, const std::vector<Case>& cases) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (lie.speaks(cases[i].version)) order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
        return likelihood(lie, cases[left]) > likelihood(lie, cases[right]);
    });
    return order;
}

}  // namespace breakwire::harness
