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

}  // namespace

std::string first_difference(const std::filesystem::path& one, const std::filesystem::path& other) {
    try {
        sim::RecordReader first(one);
        sim::RecordReader second(other);
        for (;;) {
            const auto left = next_counted(first);
            const auto right = next_counted(second);
            if (!left && !right) return "the records are the same";
            if (left && right && fingerprint_of(*left) == fingerprint_of(*right)) continue;
            return fmt::format("'{}' in {} is '{}' in {}", words(left), one.string(), words(right),
                               other.string());
        }
    } catch (const std::runtime_error& unreadable) {
        return unreadable.what();
    }
}

std::optional<std::string> Repetitions::compare(std::size_t group,
                                                const reports::CaseResult& result) {
    std::vector<Told>& told = told_[group];
    const bool counts = result.time_mode == "virtual" && !result.fingerprint.empty();
    told.push_back(
        {counts ? result.fingerprint : "", std::filesystem::path(result.folder) / "record.jsonl"});
    if (static_cast<int>(told.size()) < count_) return std::nullopt;
    for (const Told& each : told) {
        const Told& first = told.front();
        if (each.fingerprint == first.fingerprint) continue;
        return fmt::format("not repeatable: fingerprints {} and {}; {}", first.fingerprint,
                           each.fingerprint, first_difference(first.record, each.record));
    }
    return std::nullopt;
}

}  // namespace breakwire::harness
