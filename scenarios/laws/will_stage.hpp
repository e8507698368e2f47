#pragma once

#include "scenarios/laws/law_history.hpp"

/// The cast of the will law's tests: a thermometer with a will and a dashboard that reads plant/#.
namespace breakwire::scenarios::will_stage {

inline constexpr sim::ConnectionId device = 1;
inline constexpr sim::ConnectionId dashboard = 2;
inline constexpr sim::ConnectionId again = 3;

inline mqtt::Subscription subscription(std::string filter = "plant/#",
                                       mqtt::Qos qos = mqtt::Qos::at_most_once) {
    mqtt::Subscription made;
    made.filter = std::move(filter);
    made.qos = qos;
    return made;
}

/// A dashboard that reads plant/# and a thermometer with a will, both connected for some time.
inline History stage(mqtt::Version version = mqtt::Version::v3_1_1,
                     mqtt::Will will = History::will(), std::uint16_t keep_alive = 0) {
    History history(version);
    history.connect(dashboard, "dashboard").subscribe(dashboard, subscription());
    history.wait(5s).connect(device, "thermometer", std::move(will), keep_alive);
    history.wait(5s);
    return history;
}

inline mqtt::Connect persistent(const History& history, const std::string& who,
                                std::uint32_t expiry, std::uint32_t delay) {
    mqtt::Connect connect = history.connect_packet(who);
    connect.will = History::will();
    connect.will->properties.add(mqtt::PropertyId::will_delay_interval, delay);
    connect.properties.add(mqtt::PropertyId::session_expiry_interval, expiry);
    return connect;
}

/// The same, with a session of 60 s and a will delay of 10 s.
inline History delayed_stage() {
    History history(mqtt::Version::v5_0);
    history.connect(dashboard, "dashboard").subscribe(dashboard, subscription());
    history.wait(5s).connect(device, persistent(history, "thermometer", 60, 10));
    history.wait(5s);
    return history;
}

}  // namespace breakwire::scenarios::will_stage
