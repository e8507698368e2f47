#include "devices/processes/program_client.hpp"

#include <csignal>

#include "devices/stacks/reasons.hpp"
#include "sim/base/errors.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {

ProgramClient::ProgramClient(const StackContext& context, std::unique_ptr<ProgramHost> host,
                             sim::ChildCommand command, bool sealed, ClientEvents& events)
    : world_(context.world),
      device_(context.device),
      host_(std::move(host)),
      command_(std::move(command)),
      sealed_(sealed),
      events_(events) {
    world_.recorder.listen([this, alive = alive_](const sim::Event& event) {
        if (*alive) see(event);
    });
}

ProgramClient::~ProgramClient() { *alive_ = false; }

// --- The program --------------------------------------------------------------------------------

void ProgramClient::connect() {
    if (host_->running()) return;
    ending_ = false;
    host_->soon([this, alive = alive_] {
        if (*alive && !host_->running()) launch();
    });
}

void ProgramClient::launch() {
    try {
        host_->launch(command_,
                      {[this](std::string_view line) { say(sim::DeviceState::printed, line); },
                       [this](const sim::ChildExit& exit) { ended(exit); }});
    } catch (const EnvironmentError& error) {
        events_.on_connect_failed(error.what());
    }
}

void ProgramClient::disconnect(std::uint8_t) {
    ending_ = true;
    host_->signal(SIGTERM);
}

void ProgramClient::power_off() {
    connected_ = false;
    host_->vanish();
}

void ProgramClient::ended(const sim::ChildExit& exit) {
    say(sim::DeviceState::exited, exit.text());
    if (connected_) {
        lost("the program ended: " + exit.text());
    } else if (!ending_) {
        events_.on_connect_failed("the program ended: " + exit.text());
    }
}

// --- What it does -------------------------------------------------------------------------------

void ProgramClient::see(const sim::Event& event) {
    if (const auto* packet = event.as<sim::PacketSeen>()) return see_packet(*packet);
    const auto* seen = event.as<sim::ConnectionSeen>();
    const bool ours = seen != nullptr && seen->device == device_ && seen->tap == sim::Tap::client;
    if (!ours) return;
    if (sealed_ && seen->what == sim::Transport::established) connected_sealed();
    if (!connected_) return;
    if (seen->what == sim::Transport::fin) lost(reasons::lost("FIN"));
    if (seen->what == sim::Transport::rst) lost(reasons::lost("RST"));
    if (seen->what == sim::Transport::timed_out) lost(reasons::lost(reasons::timed_out));
}

void ProgramClient::connected_sealed() {
    connected_ = true;
    later([this] { events_.on_connected(/*session_present=*/false); });
}

void ProgramClient::see_packet(const sim::PacketSeen& packet) {
    if (packet.device != device_ || packet.tap != sim::Tap::client) return;
    const auto* connack = packet.as<mqtt::Connack>();
    if (connack != nullptr && packet.direction == sim::Direction::down) {
        const bool accepted = connack->reason == 0;
        connected_ = accepted;
        later([this, accepted, present = connack->session_present, code = connack->reason] {
            if (accepted) return events_.on_connected(present);
            events_.on_connect_failed("CONNACK " + std::to_string(code));
        });
    }
    const bool parting =
        packet.as<mqtt::Disconnect>() != nullptr && packet.direction == sim::Direction::up;
    if (parting && connected_) lost(reasons::by_us);
}

void ProgramClient::lost(const std::string& how) {
    connected_ = false;
    later([this, how] { events_.on_disconnected(how); });
}

/// Never from inside the recorder, which calls this to tell of something else.
void ProgramClient::later(std::function<void()> what) {
    world_.timers.after(Duration{}, [alive = alive_, what = std::move(what)] {
        if (*alive) what();
    });
}

void ProgramClient::say(sim::DeviceState state, std::string_view detail) const {
    world_.recorder.add(sim::DeviceEvent{device_, state, std::string(detail), std::nullopt});
}

}  // namespace breakwire::devices
