#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "reports/case_result.hpp"
#include "sim/record/event.hpp"

namespace breakwire::harness {

/// Says once a second of wall time, in a line for a person who waits, how a fleet is doing.
class FleetPulse {
public:
    using WallClock = std::chrono::steady_clock;

    struct Standing {
        std::size_t devices = 0;
        std::size_t connected = 0;
    };

    void see(const sim::Event& event) {
        const auto* said = event.as<sim::DeviceEvent>();
        if (said != nullptr && said->state == sim::DeviceState::published) ++published_;
    }

    /// The first time at once. Says so once for each time.
    bool is_due(WallClock::time_point now) {
        if (told_ && now - *told_ < std::chrono::seconds(1)) return false;
        told_ = now;
        return true;
    }

    /// "990 of 1000 connected, 98 messages/s, acknowledged p50 0.21 ms, p99 1.1 ms".
    ///
    /// The rate is of the case's own time since the last line; `now` is in it, and not before that.
    std::string text(const Standing& standing, const std::vector<reports::Latency>& latencies,
                     Instant now) {
        std::string line = fmt::format("{} of {} connected, {:.0f} messages/s", standing.connected,
                                       standing.devices, rate(now));
        const auto known = std::find_if(latencies.begin(), latencies.end(), [](const auto& each) {
            return each.what == "acknowledge";
        });
        if (known == latencies.end()) return line;
        return line + fmt::format(", acknowledged p50 {:.3g} ms, p99 {:.3g} ms",
                                  milliseconds(known->p50), milliseconds(known->p99));
    }

private:
    static double milliseconds(Duration duration) {
        return std::chrono::duration<double, std::milli>(duration).count();
    }

    double rate(Instant now) {
        const std::chrono::duration<double> since = now - last_;
        const auto count = static_cast<double>(published_ - published_by_then_);
        last_ = now;
        published_by_then_ = published_;
        return since.count() > 0 ? count / since.count() : 0;
    }

    std::optional<WallClock::time_point> told_;
    std::uint64_t published_ = 0;
    std::uint64_t published_by_then_ = 0;  ///< when a line was made last
    Instant last_{};
};

}  // namespace breakwire::harness
