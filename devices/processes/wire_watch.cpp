#include "devices/processes/wire_watch.hpp"

#include "devices/stacks/reasons.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {

WireWatch::WireWatch(World& world, std::string device, bool sealed, ClientEvents& events)
    : world_(world), device_(std::move(device)), sealed_(sealed), events_(events) {
    world_.recorder.listen([this, alive = alive_](const sim::Event& event) {
        if (*alive) see(event);
    });
}

void WireWatch::see(const sim::Event& event) {
    if (const auto* packet = event.as<sim::PacketSeen>()) return see_packet(*packet);
    const auto* seen = event.as<sim::ConnectionSeen>();
    const bool ours = seen != nullptr && seen->device == device_ && seen->tap == sim::Tap::client;
    if (ours) see_transport(seen->what);
}

void WireWatch::see_transport(sim::Transport what) {
    if (sealed_ && what == sim::Transport::established) connected_sealed();
    if (!connected_) return;
    if (what == sim::Transport::fin) lost(reasons::lost("FIN"));
    if (what == sim::Transport::rst) lost(reasons::lost("RST"));
    if (what == sim::Transport::timed_out) lost(reasons::lost(reasons::timed_out));
}

void WireWatch::connected_sealed() {
    connected_ = true;
    later([this] { events_.on_connected(/*session_present=*/false); });
}

void WireWatch::see_packet(const sim::PacketSeen& packet) {
    if (packet.device != device_ || packet.tap != sim::Tap::client) return;
    const auto* connack = packet.as<mqtt::Connack>();
    if (connack != nullptr && packet.direction == sim::Direction::down) {
        const bool accepted = connack->reason == 0;
        connected_ = accepted;
        parted_ = false;
        later([this, accepted, present = connack->session_present, code = connack->reason] {
            if (accepted) return events_.on_connected(present);
            events_.on_connect_failed("CONNACK " + std::to_string(code));
        });
    }
    const bool parting =
        packet.as<mqtt::Disconnect>() != nullptr && packet.direction == sim::Direction::up;
    parted_ = parted_ || parting;
    if (parting && connected_) lost(reasons::by_us);
}

void WireWatch::lost(const std::string& how) {
    connected_ = false;
    later([this, how] { events_.on_disconnected(how); });
}

void WireWatch::later(std::function<void()> what) {
    world_.timers.after(Duration{}, [alive = alive_, what = std::move(what)] {
        if (*alive) what();
    });
}

}  // namespace breakwire::devices
