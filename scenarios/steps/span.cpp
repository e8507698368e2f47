#include <algorithm>
#include <string_view>

#include "scenarios/steps/watchers.hpp"
#include "scenarios/steps/within.hpp"

namespace breakwire::scenarios {

namespace {

/// The packet of `event` if the broker read it from `device`, or nullptr.
const sim::PacketSeen* read_by_broker(const sim::Event& event, const std::string& device) {
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen == nullptr || seen->device != device) return nullptr;
    const bool up = seen->tap == sim::Tap::broker && seen->direction == sim::Direction::up;
    return up ? seen : nullptr;
}

/// The device that the last fault, power cut or stop concerned; empty if there is none or several.
std::string silenced_device(const sim::Recorder& recorder) {
    const auto& events = recorder.events();
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const auto* fault = event->as<sim::FaultEvent>();
        if (fault != nullptr && fault->phase == sim::Phase::begin) {
            const bool one = fault->target.find_first_of(",*") == std::string::npos;
            return one ? fault->target : "";
        }
        const auto* device = event->as<sim::DeviceEvent>();
        if (device == nullptr) continue;
        const bool off = device->state == sim::DeviceState::powered_off ||
                         device->state == sim::DeviceState::stopped;
        if (off) return device->device;
    }
    return "";
}

/// What the broker goes by: the client's keep alive, unless its CONNACK in 5.0 says otherwise
/// ([MQTT-3.2.2-22]).
struct KeepAlive {
    std::optional<Duration> agreed;
    Instant last_packet{};
};

KeepAlive keep_alive_of(const std::string& device, Stage& stage) {
    KeepAlive found;
    const auto look = [&found](const sim::Event& event) {
        const auto* seen = event.as<sim::PacketSeen>();
        if (seen == nullptr || seen->tap != sim::Tap::broker) return;
        if (const auto* connect = seen->as<mqtt::Connect>()) {
            found.agreed = std::chrono::seconds(connect->keep_alive);
        }
        if (const auto* connack = seen->as<mqtt::Connack>()) {
            const auto other =
                connack->properties.get<std::uint16_t>(mqtt::PropertyId::server_keep_alive);
            if (other) found.agreed = std::chrono::seconds(*other);
        }
        if (seen->direction == sim::Direction::up) found.last_packet = event.at;
    };
    stage.watchers()->index().each_about(device, stage.recorder().count() + 1, look);
    return found;
}

}  // namespace

std::optional<Span> Span::resolve(const Within& within, Stage& stage, std::string& problem) {
    const Instant base = stage.last_action();
    const BrokerTraits& traits = stage.traits();
    switch (within.kind) {
        case Within::Kind::window:
            return Span(base, within.window);
        case Within::Kind::at_once:
            return Span(base, {Duration{}, traits.at_once});
        case Within::Kind::delay: {
            const Window due = traits.delay_window(within.delay);
            return Span(base, {due.from, due.to + traits.at_once});
        }
        case Within::Kind::keep_alive:
            return of_keep_alive(within, stage, problem);
    }
    return std::nullopt;
}

std::optional<Span> Span::of_keep_alive(const Within& within, Stage& stage, std::string& problem) {
    const std::string device =
        within.device ? within.device->text : silenced_device(stage.recorder());
    if (device.empty()) {
        problem =
            "keep_alive: no step before silenced exactly one device; name it: "
            "{keep_alive: DEVICE}";
        return std::nullopt;
    }
    const KeepAlive keep_alive = keep_alive_of(device, stage);
    if (!keep_alive.agreed || *keep_alive.agreed == Duration{}) {
        problem = device + (keep_alive.agreed ? " has its keep alive turned off"
                                              : " has sent no CONNECT that the broker read");
        return std::nullopt;
    }
    Window window = stage.traits().keep_alive_window(*keep_alive.agreed);
    window.to += stage.traits().at_once;
    return Span(keep_alive.last_packet, window, device);
}

void Span::see(const sim::Event& event) {
    if (!device_.empty() && read_by_broker(event, device_) != nullptr) {
        base_ = std::max(base_, event.at);
    }
}

}  // namespace breakwire::scenarios
