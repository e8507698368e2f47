#include "devices/processes/wall_program_host.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <csignal>

namespace breakwire::devices {

WallProgramHost::WallProgramHost(boost::asio::io_context& io, sim::TimeDriver& driver,
                                 sim::Dialer& dialer, const std::string& device,
                                 const std::string& address, std::uint16_t port)
    : io_(io),
      driver_(driver),
      address_(address),
      door_(io, driver, dialer, device, {boost::asio::ip::make_address(address), port}) {}

void WallProgramHost::launch(sim::ChildCommand command, Events events) {
    child_ = std::make_unique<sim::ChildProcess>(
        io_, driver_, command,
        sim::ChildProcess::Events{std::move(events.on_line), std::move(events.on_exit)});
}

void WallProgramHost::signal(int number) {
    if (running()) kill(-child_->pid(), number);
}

void WallProgramHost::vanish() {
    door_.vanish();
    child_.reset();
}

void WallProgramHost::soon(std::function<void()> what) {
    boost::asio::post(io_, [this, what = std::move(what)] {
        driver_.enter();
        what();
    });
}

}  // namespace breakwire::devices
