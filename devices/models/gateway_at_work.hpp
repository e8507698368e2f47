#pragma once

#include <deque>
#include <functional>
#include <queue>

#include "devices/models/gateway.hpp"

namespace breakwire::devices {

/// A gateway at work: one timer, always set to the reading that is due next.
class GatewayAtWork final : public Behaviour {
public:
    /// `settings` must outlive it.
    GatewayAtWork(const ModelContext& context, const GatewaySettings& settings);
    ~GatewayAtWork() override { timers_.cancel(timer_); }

    void on_power(bool on) override;
    void on_connected() override;

private:
    /// One `publish:` entry of one sensor.
    struct Line {
        const std::string* sensor;
        const PublishSettings* settings;
        Luck luck;
        Publication publication;
        std::uint64_t taken = 0;
    };
    using Due = std::pair<Instant, std::size_t>;  ///< when, and which line

    void begin_lines();
    void wake_up();
    void take(Line& line);
    void send_or_keep(Reading reading);
    void keep(Reading reading);
    void arm();

    ModelPort& port_;
    Timers& timers_;
    const GatewaySettings& settings_;
    const Luck luck_;
    const double place_;  ///< in its fleet
    std::vector<Line> lines_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::deque<Reading> kept_;
    std::uint64_t dropped_ = 0;  ///< since the last connection
    Instant powered_{};
    Timers::Id timer_ = 0;
    bool on_ = false;
};

}  // namespace breakwire::devices
