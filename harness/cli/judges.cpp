#include "harness/cli/judges.hpp"

#include <fmt/format.h>

#include "scenarios/laws/law.hpp"

namespace breakwire::harness {
namespace {

/// The sentences that laws report about, whether they were exercised or not.
std::set<std::string> judged_by_laws() {
    std::set<std::string> ids;
    for (const auto& law : scenarios::make_laws({})) {
        for (const scenarios::LawFinding& finding : law->finish({})) ids.insert(finding.id);
    }
    return ids;
}

}  // namespace

Judges::Judges(const std::vector<LoadedScenario>& scenarios) : laws_(judged_by_laws()) {
    for (const LoadedScenario& loaded : scenarios) {
        for (const std::string& id : loaded.scenario->covers) {
            scenarios_[id][loaded.id] = loaded.scenario->name;
        }
    }
}

JudgedBy Judges::of(const mqtt::Statement& statement) const {
    if (has_law(statement)) return JudgedBy::law;
    if (!scenarios(statement).empty()) return JudgedBy::scenarios;
    if (statement.judged == mqtt::Judged::at_client) return JudgedBy::device;
    return statement.judged == mqtt::Judged::by_nobody ? JudgedBy::unseen : JudgedBy::nobody;
}

const std::map<std::string, std::string>& Judges::scenarios(
    const mqtt::Statement& statement) const {
    static const std::map<std::string, std::string> none;
    const auto at = scenarios_.find(statement.id);
    return at != scenarios_.end() ? at->second : none;
}

std::string Judges::in_words(const mqtt::Statement& statement) const {
    const std::size_t count = scenarios(statement).size();
    std::string counted = fmt::format("{} scenario{}", count, count == 1 ? "" : "s");
    switch (of(statement)) {
        case JudgedBy::law:
            return "law " + statement.judge + (count > 0 ? ", " + counted : "");
        case JudgedBy::scenarios:
            return counted;
        case JudgedBy::device:
            return "the device";
        case JudgedBy::unseen:
            return "cannot be seen";
        case JudgedBy::nobody:
            break;
    }
    return "nobody yet";
}

}  // namespace breakwire::harness
