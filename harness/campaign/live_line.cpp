#include "harness/campaign/live_line.hpp"

namespace breakwire::harness {

namespace {

using namespace std::chrono_literals;

/// Back to the first column, and nothing on the line.
constexpr const char* erase_line = "\r\x1b[K";

}  // namespace

void LiveLine::show(const std::string& text, WallClock::time_point now) {
    if (now < next_) return;
    // The first one on a terminal comes at once; a log wants to know how it goes, not that it does.
    const bool first = next_ == WallClock::time_point{};
    next_ = now + (terminal_ ? WallClock::duration(250ms) : WallClock::duration(10s));
    if (terminal_) {
        out_ << erase_line << text << std::flush;
        shown_ = true;
    } else if (!first) {
        out_ << text << std::endl;
    }
}

void LiveLine::clear() {
    if (shown_) out_ << erase_line << std::flush;
    shown_ = false;
}

}  // namespace breakwire::harness
