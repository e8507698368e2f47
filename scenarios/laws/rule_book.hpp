#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "scenarios/laws/law.hpp"
#include "sim/mqtt/statements.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::scenarios {

/// A rule with its number in each version of the standard; null where a version has no such rule.
struct Rule {
    const char* in_3_1_1;
    const char* in_5_0;
    const char* statement;
};

/// The rules one law judges, by name instead of by number, and what it has found about each.
///
/// `Name` is an enumeration that counts the rules given from 0. Several rules may share a number;
/// they share a finding then, under the statement of the first. Counting is O(1).
template <class Name>
class RuleBook {
public:
    explicit RuleBook(std::span<const Rule> rules) {
        for (const Rule& rule : rules) {
            places_.push_back(
                {enter(rule.in_3_1_1, rule.statement), enter(rule.in_5_0, rule.statement)});
        }
    }

    /// The record shows the rule obeyed once more. Nothing happens where `version` lacks it.
    void held(Name rule, mqtt::Version version) {
        const std::size_t place = place_of(rule, version);
        if (place != none) ++findings_[place].held;
    }

    void violated(Name rule, mqtt::Version version, std::string text, Instant at,
                  std::vector<std::uint64_t> evidence) {
        const std::size_t place = place_of(rule, version);
        if (place != none) add(place, std::move(text), at, std::move(evidence));
    }

    void judge(bool obeyed, Name rule, mqtt::Version version, const std::string& text, Instant at,
               std::vector<std::uint64_t> evidence) {
        obeyed ? held(rule, version) : violated(rule, version, text, at, std::move(evidence));
    }

    /// For a rule that is known by its number alone: it is entered if it was not given.
    void violated_by_number(const std::string& id, std::string text, Instant at,
                            std::vector<std::uint64_t> evidence) {
        const mqtt::Statement* const known = mqtt::find_statement(id);
        const std::size_t place = enter(id.c_str(), known != nullptr ? known->text.c_str() : "");
        add(place, std::move(text), at, std::move(evidence));
    }

    /// In the order the rules were given.
    const std::vector<LawFinding>& all() const { return findings_; }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    std::size_t place_of(Name rule, mqtt::Version version) const {
        const auto& both = places_[static_cast<std::size_t>(rule)];
        return both[version == mqtt::Version::v5_0 ? 1 : 0];
    }

    std::size_t enter(const char* id, const char* statement) {
        if (id == nullptr) return none;
        const auto it = std::find_if(findings_.begin(), findings_.end(),
                                     [&](const LawFinding& each) { return each.id == id; });
        const auto place = static_cast<std::size_t>(std::distance(findings_.begin(), it));
        if (it == findings_.end()) findings_.push_back({id, statement, 0, {}});
        return place;
    }

    void add(std::size_t place, std::string text, Instant at, std::vector<std::uint64_t> evidence) {
        LawFinding& finding = findings_[place];
        finding.violations.push_back({finding.id, std::move(text), at, std::move(evidence)});
    }

    std::vector<LawFinding> findings_;
    std::vector<std::array<std::size_t, 2>> places_;
};

}  // namespace breakwire::scenarios
