#include "sim/record/fingerprint.hpp"

#include <fmt/format.h>

#include "sim/record/jsonl.hpp"

namespace breakwire::sim {

namespace {

bool counts(const Event& event) {
    return event.as<BrokerLog>() == nullptr && event.as<Lateness>() == nullptr;
}

}  // namespace

void Fingerprint::add(const Event& event) {
    if (counts(event)) add(event, to_line(event));
}

void Fingerprint::add(const Event& event, std::string_view line) {
    if (!counts(event)) return;
    const bool has_more_to_leave_out =
        event.as<StepEvent>() != nullptr || event.as<CheckEvent>() != nullptr;
    if (has_more_to_leave_out) {
        Json json = Json::parse(line);
        for (const char* key : {"n", "evidence", "at"}) json.erase(key);
        hash(to_line(json));
    } else {
        // The line is {"n":12,"t":...
        hash("{");
        hash(line.substr(line.find(',') + 1));
    }
    hash("\n");
}

/// FNV-1a; own arithmetic, because std::hash differs between libraries and runs must not.
void Fingerprint::hash(std::string_view text) {
    for (const char c : text) {
        value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
}

std::string Fingerprint::text() const { return fmt::format("{:016x}", value_); }

}  // namespace breakwire::sim
