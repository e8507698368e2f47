#include "devices/processes/program_client.hpp"

#include <csignal>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

ProgramClient::ProgramClient(const StackContext& context, std::unique_ptr<ProgramHost> host,
                             sim::ChildCommand command, bool sealed, ClientEvents& events)
    : world_(context.world),
      device_(context.device),
      host_(std::move(host)),
      command_(std::move(command)),
      events_(events),
      watch_(context.world, context.device, sealed, events) {}

ProgramClient::~ProgramClient() { *alive_ = false; }

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
    watch_.forget();
    host_->vanish();
}

void ProgramClient::ended(const sim::ChildExit& exit) {
    say(sim::DeviceState::exited, exit.text());
    if (watch_.connected()) {
        watch_.lost("the program ended: " + exit.text());
    } else if (!ending_) {
        events_.on_connect_failed("the program ended: " + exit.text());
    }
}

void ProgramClient::say(sim::DeviceState state, std::string_view detail) const {
    world_.recorder.add(sim::DeviceEvent{device_, state, std::string(detail), std::nullopt});
}

}  // namespace breakwire::devices
