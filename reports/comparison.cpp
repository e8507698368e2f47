#include "reports/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace breakwire::reports {

namespace {

using ById = std::map<std::string, const CaseResult*>;

ById worst_by_id(const std::vector<CaseResult>& cases) {
    ById out;
    for (const CaseResult& result : cases) {
        const CaseResult*& kept = out[result.id];
        if (kept == nullptr || kept->verdict < result.verdict) kept = &result;
    }
    return out;
}

std::optional<Change> change_of(const CaseResult& before, const CaseResult& now) {
    Change change{Change::Kind::different, now.id, before.verdict, now.verdict, now.reason};
    if (now.verdict > before.verdict) {
        change.kind = Change::Kind::worse;
    } else if (now.verdict < before.verdict) {
        change.kind = Change::Kind::better;
    } else if (now.reason == before.reason) {
        return std::nullopt;
    }
    return change;
}

}  // namespace

std::vector<Change> compare(const std::vector<CaseResult>& before,
                            const std::vector<CaseResult>& now) {
    const ById old = worst_by_id(before);
    const ById fresh = worst_by_id(now);
    std::vector<Change> changes;
    for (const auto& [id, result] : fresh) {
        const auto was = old.find(id);
        if (was == old.end()) {
            changes.push_back(
                {Change::Kind::added, id, std::nullopt, result->verdict, result->reason});
        } else if (auto change = change_of(*was->second, *result)) {
            changes.push_back(std::move(*change));
        }
    }
    for (const auto& [id, result] : old) {
        if (fresh.contains(id)) continue;
        changes.push_back({Change::Kind::gone, id, result->verdict, std::nullopt, result->reason});
    }
    std::ranges::stable_sort(changes, {}, &Change::kind);
    return changes;
}

std::string to_string(Change::Kind kind) {
    switch (kind) {
        case Change::Kind::worse:
            return "worse";
        case Change::Kind::better:
            return "better";
        case Change::Kind::different:
            return "different";
        case Change::Kind::added:
            return "added";
        case Change::Kind::gone:
            return "gone";
    }
    return "";
}

std::string in_words(const Change& change) {
    const std::string kind = to_string(change.kind);
    if (!change.before) return fmt::format("{}: {}", kind, to_string(*change.now));
    if (!change.now) return fmt::format("{}: was {}", kind, to_string(*change.before));
    if (*change.before == *change.now) {
        return fmt::format("{}: {} for another reason", kind, to_string(*change.now));
    }
    return fmt::format("{}: {} -> {}", kind, to_string(*change.before), to_string(*change.now));
}

}  // namespace breakwire::reports
