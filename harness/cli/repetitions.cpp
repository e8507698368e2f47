#include "harness/cli/repetitions.hpp"

#include <fmt/format.h>

#include "sim/base/errors.hpp"
#include "sim/record/fingerprint.hpp"
#include "sim/record/jsonl.hpp"
#include "sim/record/narrate.hpp"

namespace breakwire::harness {

namespace {

std::string fingerprint_of(const sim::Event& event) {
    sim::Fingerprint fingerprint;
    fingerprint.add(event);
    return fingerprint.text();
}

/// The next event that counts in a fingerprint.
std::optional<sim::Event> next_counted(sim::RecordReader& reader) {
    static const std::string nothing = sim::Fingerprint().text();
    for (auto event = reader.next(); event; event = reader.next()) {
        if (fingerprint_of(*event) != nothing) return event;
    }
    return std::nullopt;
}

std::string words(const std::optional<sim::Event>& event) {
    return event ? sim::narrate(*event) : "the end of the record";
}

/// As the records have them where words do not tell them apart.
Difference describe(const std::optional<sim::Event>& one, const std::optional<sim::Event>& other) {
    Difference difference{words(one), words(other)};
    if (difference.one == difference.other) difference = {to_line(*one), to_line(*other)};
    return difference;
}

/// For a sentence; a record that cannot be read is no reason to stop a run.
std::string difference_text(const std::filesystem::path& one, const std::filesystem::path& other) {
    try {
        const auto found = first_difference(one, other);
        if (!found) return same_records(one);
        return fmt::format("'{}' in {} is '{}' in {}", found->one, one.string(), found->other,
                           other.string());
    } catch (const std::runtime_error& unreadable) {
        return unreadable.what();
    }
}

}  // namespace

std::string same_records(const std::filesystem::path& record) {
    const auto left_out = sim::RecordReader(record).left_out();
    return left_out
               ? "the records are the same: the difference is in what they leave out, " + *left_out
               : "the records are the same";
}

std::optional<Difference> first_difference(const std::filesystem::path& one,
                                           const std::filesystem::path& other) {
    sim::RecordReader first(one);
    sim::RecordReader second(other);
    for (;;) {
        const auto left = next_counted(first);
        const auto right = next_counted(second);
        if (!left && !right) return std::nullopt;
        if (left && right && fingerprint_of(*left) == fingerprint_of(*right)) continue;
        return describe(left, right);
    }
}

std::optional<std::string> Repetitions::compare(std::size_t group,
                                                const reports::CaseResult& result) {
    std::vector<Told>& told = told_[group];
    const bool counts = result.time_mode == "virtual" && !result.fingerprint.empty();
    told.push_back(
        {counts ? result.fingerprint : "", std::filesystem::path(result.folder) / "record.jsonl"});
    if (static_cast<int>(told.size()) < count_) return std::nullopt;
    const Told* first = nullptr;
    for (const Told& each : told) {
        if (each.fingerprint.empty()) continue;
        if (first == nullptr) first = &each;
        if (each.fingerprint == first->fingerprint) continue;
        return fmt::format("not repeatable: fingerprints {} and {}; {}", first->fingerprint,
                           each.fingerprint, difference_text(first->record, each.record));
    }
    return std::nullopt;
}

}  // namespace breakwire::harness
