#include "devices/processes/led_program_host.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/post.hpp>

namespace breakwire::devices {

LedProgramHost::LedProgramHost(Surroundings around, std::string device, std::uint64_t seed)
    : around_(std::move(around)),
      device_(std::move(device)),
      process_(around_.io, around_.driver, around_.kernel, around_.shim, seed) {}

void LedProgramHost::launch(sim::ChildCommand command, Events events) {
    process_.start(std::move(command),
                   {std::move(events.on_line), std::move(events.on_exit), nullptr,
                    [this](std::uint32_t address, std::uint16_t port, sim::SocketEvents& socket) {
                        return dial(address, port, socket);
                    },
                    around_.broker_name, [this] { return look_up(); }});
}

sim::LedProcess::Lookup LedProgramHost::look_up() {
    const sim::LedProcess::Lookup lookup = around_.look_up();
    found_ = lookup.address;
    return lookup;
}

/// The simulated world has one other host, the broker's. Where else a lookup has led the program,
/// whoever misled it sees to what it meets there.
std::unique_ptr<sim::Socket> LedProgramHost::dial(std::uint32_t address, std::uint16_t port,
                                                  sim::SocketEvents& events) const {
    const auto broker = boost::asio::ip::make_address_v4(around_.broker_host).to_uint();
    const bool known = address == broker || (found_ != 0 && address == found_);
    if (!known || port != around_.broker_port) return nullptr;
    return around_.dialer.dial(device_, events);
}

void LedProgramHost::soon(std::function<void()> what) {
    boost::asio::post(around_.io, [this, what = std::move(what)] {
        around_.driver.enter();
        what();
    });
}

}  // namespace breakwire::devices
