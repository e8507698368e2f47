#include "harness/brokers/wall_host.hpp"

#include <boost/asio/ip/address.hpp>
#include <csignal>
#include <filesystem>

#include "harness/brokers/listening.hpp"
#include "harness/brokers/process_state.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// Debian's `libfaketime`.
constexpr const char* faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

void run_faster(sim::ChildCommand& command, double factor) {
    if (!std::filesystem::exists(faketime)) {
        throw EnvironmentError(std::string(faketime) + " is not there; package libfaketime has it");
    }
    command.environment.emplace_back("LD_PRELOAD", faketime);
    command.environment.emplace_back("FAKETIME", "+0 x" + std::to_string(factor));
}

}  // namespace

void WallHost::launch(sim::ChildCommand command, const Address& address, Events events) {
    on_ready_ = std::move(events.on_ready);
    if (factor_ != 1.0) run_faster(command, factor_);
    // The old child, if any, has ended; its place is taken only now because it may be the one whose
    // end led here.
    child_ = std::make_unique<sim::ChildProcess>(
        io_, driver_, command,
        sim::ChildProcess::Events{std::move(events.on_line),
                                  [this, on_exit = std::move(events.on_exit)](const auto& exit) {
                                      stop_looking();
                                      on_exit(exit);
                                  }});
    const boost::asio::ip::tcp::endpoint endpoint(boost::asio::ip::make_address(address.host),
                                                  address.port);
    probe_ = std::make_unique<ReadyProbe>(io_, driver_, timers_, endpoint,
                                          [this, address] { answers(address); });
}

void WallHost::answers(const Address& address) {
    probe_.reset();
    const bool ours = group_listens(child_->pid(), address);
    on_ready_(ours ? "" : "somebody else listens on " + address.text());
}

void WallHost::stop_looking() {
    probe_.reset();
    timers_.cancel(look_again_);
}

void WallHost::signal(int number) {
    if (running()) kill(-child_->pid(), number);
}

void WallHost::pause(std::function<void()> paused) {
    signal(SIGSTOP);
    wait_until_stopped(paused);
}

void WallHost::wait_until_stopped(const std::function<void()>& paused) {
    if (process_is_stopped(child_->pid())) return paused();
    look_again_ = timers_.after(1ms, [this, paused] { wait_until_stopped(paused); });
}

void WallHost::resume() { signal(SIGCONT); }

}  // namespace breakwire::harness
