#include "harness/brokers/led_host.hpp"

namespace breakwire::harness {

void LedHost::launch(sim::ChildCommand command, const Address& address, Events events) {
    port_ = address.port;
    looking_ = true;
    process_.start(std::move(command),
                   {std::move(events.on_line),
                    [this, on_exit = std::move(events.on_exit)](const auto& exit) {
                        looking_ = false;
                        on_exit(exit);
                    },
                    [this, on_ready = std::move(events.on_ready)] {
                        if (std::exchange(looking_, false)) on_ready("");
                    },
                    nullptr});
}

void LedHost::pause(std::function<void()> paused) {
    process_.hold(true);
    paused();
}

bool LedHost::jump_clock(Duration by) {
    process_.jump_clock(by);
    return true;
}

bool LedHost::fail_files(sim::FileOperation operation, int error) {
    process_.fail_files(operation, error);
    return true;
}

void LedHost::on_connect(std::unique_ptr<sim::Incoming> incoming) {
    const std::uint16_t port = incoming->port().value_or(port_);
    process_.connect(std::move(incoming), port);
}

}  // namespace breakwire::harness
