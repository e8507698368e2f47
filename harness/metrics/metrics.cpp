#include "harness/metrics/metrics.hpp"

#include <fmt/format.h>

#include "sim/mqtt/version.hpp"

namespace breakwire::harness {

namespace {

using reports::Verdict;

std::string head(const char* name, const char* type, const char* help) {
    return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

template <class Number>
std::string single(const char* name, const char* type, const char* help, Number value) {
    return head(name, type, help) + fmt::format("{} {}\n", name, value);
}

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string devices_text(const CaseFigures& sum) {
    return single("breakwire_devices", "gauge", "Devices of the cases that run now.", sum.devices) +
           single("breakwire_devices_connected", "gauge", "Those of them that are connected.",
                  sum.connected) +
           single("breakwire_connects_total", "counter", "Connects that the broker accepted.",
                  sum.connects) +
           single("breakwire_disconnects_total", "counter",
                  "Connections that devices lost or left.", sum.disconnects) +
           single("breakwire_simulated_seconds_total", "counter", "The cases' own time.",
                  seconds(sum.simulated));
}

std::string samples(const CaseFigures::Packets& packets, const char* direction) {
    std::string out;
    for (std::size_t type = 0; type < packets.size(); ++type) {
        if (packets[type] == 0) continue;
        out +=
            fmt::format("breakwire_packets_total{{direction=\"{}\",type=\"{}\"}} {}\n", direction,
                        mqtt::name(static_cast<mqtt::PacketType>(type)), packets[type]);
    }
    return out;
}

std::string packets_text(const CaseFigures& sum) {
    return head("breakwire_packets_total", "counter",
                "Packets at the devices' end; up is from the device to the broker.") +
           samples(sum.up, "up") + samples(sum.down, "down");
}

std::string acknowledge_text(const CaseFigures& sum) {
    constexpr const char* name = "breakwire_acknowledge_seconds";
    std::string out = head(name, "histogram",
                           "How long publishes waited for PUBACK or PUBCOMP, in the cases' time.");
    for (std::size_t i = 0; i < CaseFigures::bounds.size(); ++i) {
        out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, seconds(CaseFigures::bounds[i]),
                           sum.acknowledged_within[i]);
    }
    return out + fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", name,
                             sum.acknowledged, seconds(sum.acknowledge_sum));
}

}  // namespace

void Metrics::finished(const std::string& id, Verdict verdict) {
    ++verdicts_[verdict];
    const auto ended = running_.find(id);
    if (ended == running_.end()) return;
    over_.add_counters(ended->second);
    running_.erase(ended);
}

CaseFigures Metrics::standing() const {
    CaseFigures sum = over_;
    for (const auto& [id, figures] : running_) {
        sum.add_counters(figures);
        sum.devices += figures.devices;
        sum.connected += figures.connected;
    }
    return sum;
}

std::string Metrics::cases_text() const {
    std::string out =
        single("breakwire_cases_planned", "gauge", "Cases there are to run.", planned_) +
        single("breakwire_cases_running", "gauge", "Cases that run now.", running_.size()) +
        head("breakwire_cases_total", "counter", "Cases that are over, by verdict.");
    for (const Verdict verdict : {Verdict::passed, Verdict::known, Verdict::skipped,
                                  Verdict::inconclusive, Verdict::failed, Verdict::error}) {
        const auto counted = verdicts_.find(verdict);
        out += fmt::format("breakwire_cases_total{{verdict=\"{}\"}} {}\n", to_string(verdict),
                           counted == verdicts_.end() ? 0 : counted->second);
    }
    return out;
}

std::string Metrics::text() const {
    const CaseFigures sum = standing();
    return cases_text() + devices_text(sum) + packets_text(sum) + acknowledge_text(sum);
}

}  // namespace breakwire::harness
