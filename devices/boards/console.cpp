#include "devices/boards/console.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/mqtt/utf8.hpp"

namespace breakwire::devices {

namespace {

std::string printable(const std::string& said) {
    const bool is_text = !mqtt::find_utf8_mistake(as_bytes(said));
    std::string out;
    for (const char c : said) {
        const auto value = static_cast<unsigned char>(c);
        const bool plain = c == '\t' || (value >= 0x20 && value < 0x7F);
        if (plain || (value >= 0x80 && is_text)) {
            out += c;
        } else {
            out += fmt::format("\\x{:02x}", value);
        }
    }
    return out;
}

}  // namespace

Console::Console(const LineSurroundings& around, std::string name, const LineSettings& settings,
                 Listener listener)
    : timers_(around.timers),
      listener_(std::move(listener)),
      line_(around, std::move(name), settings, *this) {}

Console::~Console() {
    *alive_ = false;
    for (const auto& [id, wait] : waits_) timers_.cancel(wait.deadline);
}

void Console::say(std::string_view text) {
    const std::string line = std::string(text) + line_.settings().eol.octets;
    line_.write(as_bytes(line));
}

// --- What is said -------------------------------------------------------------------------------

void Console::on_open() {
    if (listener_.on_open) listener_.on_open();
}

void Console::on_bytes(ByteView bytes) {
    const auto alive = alive_;
    for (const char c : to_text(bytes)) {
        if (*alive) take(c);
    }
}

void Console::on_hang_up(const std::string& why) {
    const auto alive = alive_;
    end_line();
    if (*alive && listener_.on_hang_up) listener_.on_hang_up(why);
}

void Console::take(char octet) {
    if (octet == '\n' || octet == '\r') return end_line();
    if (partial_.empty()) partial_since_ = timers_.now();
    partial_ += octet;
    if (partial_.size() >= line_limit) end_line();
}

void Console::end_line() {
    if (partial_.empty()) return;
    const ConsoleLine line{partial_since_, printable(std::exchange(partial_, {}))};
    last_lines_.push_back(line);
    if (last_lines_.size() > kept_lines) last_lines_.pop_front();
    const auto alive = alive_;
    if (listener_.on_line) listener_.on_line(line);
    if (*alive) answer_waits(line);
}

// --- What is waited for -------------------------------------------------------------------------

Console::WaitId Console::await(LinePattern pattern, Duration within, OnAnswer on_answer) {
    const WaitId id = ++last_wait_;
    const Timers::Id deadline = timers_.after(within, [this, id] { give_up(id); });
    waits_.emplace(id, Wait{std::move(pattern), std::move(on_answer), deadline});
    return id;
}

void Console::cancel(WaitId id) {
    const auto wait = waits_.find(id);
    if (wait == waits_.end()) return;
    timers_.cancel(wait->second.deadline);
    waits_.erase(wait);
}

/// Those who begin to wait while others are answered wait for a later line.
void Console::answer_waits(const ConsoleLine& line) {
    const auto alive = alive_;
    const WaitId last = last_wait_;
    auto wait = waits_.begin();
    while (*alive && wait != waits_.end() && wait->first <= last) {
        const WaitId id = wait->first;
        if (auto match = wait->second.pattern.match(line.text)) {
            const OnAnswer on_answer = std::move(wait->second.on_answer);
            cancel(id);
            on_answer(Answer{line, std::move(*match)});
        }
        if (*alive) wait = waits_.upper_bound(id);
    }
}

void Console::give_up(WaitId id) {
    const auto wait = waits_.find(id);
    if (wait == waits_.end()) return;
    const OnAnswer on_answer = std::move(wait->second.on_answer);
    waits_.erase(wait);
    on_answer(std::nullopt);
}

}  // namespace breakwire::devices
