#include "devices/boards/board_client.hpp"

namespace breakwire::devices {

BoardClient::BoardClient(const StackContext& context, const BoardSurroundings& around,
                         std::shared_ptr<const BoardSettings> settings, BoardRole role,
                         ClientEvents& events, OnTrouble tell_trouble)
    : recorder_(context.world.recorder),
      device_(context.device),
      settings_(std::move(settings)),
      events_(events),
      tell_trouble_(std::move(tell_trouble)),
      watch_(context.world, context.device, /*sealed=*/false, events),
      board_(around, *settings_, std::move(role), *this) {}

// --- What is asked of it ------------------------------------------------------------------------

void BoardClient::connect() {
    if (board_.powered()) return;
    board_.start([this](const std::string& problem) {
        if (problem.empty()) return;
        on_trouble(problem);
        events_.on_connect_failed(problem);
    });
}

void BoardClient::disconnect(std::uint8_t) { board_.stop(troubled()); }

void BoardClient::power_off() {
    watch_.forget();
    if (settings_->abilities().contains("power.off")) return board_.off(troubled());
    board_.silence();
}

bool BoardClient::reset() {
    if (!settings_->abilities().contains("power.reset")) return false;
    if (watch_.connected()) {
        watch_.forget();
        events_.on_disconnected("it is reset");
    }
    board_.reset(troubled());
    return true;
}

Board::Done BoardClient::troubled() {
    return [this](const std::string& problem) {
        if (!problem.empty()) on_trouble(problem);
    };
}

// --- What it does -------------------------------------------------------------------------------

void BoardClient::on_console(const std::string& line, sim::ConsoleVoice from,
                             const std::string& text) {
    last_line_ = recorder_.add(sim::ConsoleSeen{device_, line, from, text});
}

void BoardClient::on_boot(const std::string& line, bool meant) {
    const std::uint64_t event =
        recorder_.add(sim::DeviceEvent{device_, sim::DeviceState::booted, line, std::nullopt});
    // Who has taken its leave may boot: it was told to, in a message, or brings itself up to date.
    if (!meant && !watch_.has_parted()) surprise(event, "it booted by itself: " + line);
}

void BoardClient::on_panic(const std::string& what) { surprise(last_line_, what); }

void BoardClient::on_stranger(const std::string& what) {
    recorder_.add(sim::DeviceEvent{device_, sim::DeviceState::note, what, std::nullopt});
}

void BoardClient::on_trouble(const std::string& problem) {
    tell_trouble_(device_ + " is played by " + problem);
}

void BoardClient::surprise(std::uint64_t event, const std::string& seen) {
    surprises_.push_back(
        {event, recorder_.now(), device_ + " (" + settings_->name + ") goes on running", seen});
}

}  // namespace breakwire::devices
