#include "sim/record/fingerprint.hpp"

#include <fmt/format.h>

#include "sim/record/jsonl.hpp"

namespace breakwire::sim {

void Fingerprint::add(const Event& event) {
    if (event.as<BrokerLog>() != nullptr || event.as<Lateness>() != nullptr) return;
    Json json = to_json(event);
    for (const char* key : {"n", "evidence", "at"}) json.erase(key);
    // FNV-1a; own arithmetic, because std::hash differs between libraries and runs must not.
    for (const char c : to_line(json) + '\n') {
        value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
}

std::string Fingerprint::text() const { return fmt::format("{:016x}", value_); }

}  // namespace breakwire::sim
