#include "devices/models/payloads/measurement.hpp"

#include <fmt/format.h>

#include <ctime>

#include "devices/models/numbers.hpp"

namespace breakwire::devices {

namespace {

/// 2026-01-01T00:00:00Z.
constexpr std::chrono::seconds start_of_time{1'767'225'600};

std::int64_t epoch_ms(Instant when) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(start_of_time +
                                                                 when.time_since_epoch())
        .count();
}

}  // namespace

std::string iso_8601(Instant when) {
    const std::int64_t ms = epoch_ms(when);
    const auto seconds = static_cast<std::time_t>(ms / 1000);
    std::tm date{};
    gmtime_r(&seconds, &date);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", date.tm_year + 1900,
                       date.tm_mon + 1, date.tm_mday, date.tm_hour, date.tm_min, date.tm_sec,
                       ms % 1000);
}

const std::vector<std::string>& measurement_words() {
    static const std::vector<std::string> words{"n", "time", "iso", "epoch", "epoch_ms", "device"};
    return words;
}

std::optional<double> Measurement::number(const std::string& word) const {
    for (const Value& each : values) {
        if (each.name == word) return each.value;
    }
    if (word == "n") return static_cast<double>(ordinal);
    if (word == "time") return std::chrono::duration<double>(now.time_since_epoch()).count();
    const std::int64_t ms = epoch_ms(now);
    const std::int64_t whole_seconds = ms / 1000;
    if (word == "epoch") return static_cast<double>(whole_seconds);
    if (word == "epoch_ms") return static_cast<double>(ms);
    return std::nullopt;
}

std::optional<std::string> Measurement::text(const std::string& word) const {
    for (const Value& each : values) {
        if (each.name == word) return to_fixed(each.value, decimals);
    }
    if (word == "device") return device;
    if (word == "iso") return iso_8601(now);
    if (word == "time") return to_fixed(*number(word), 3);
    if (const auto whole = number(word)) return to_fixed(*whole, 0);
    return std::nullopt;
}

}  // namespace breakwire::devices
