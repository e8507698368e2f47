#pragma once

#include <chrono>
#include <ostream>
#include <string>

namespace breakwire::harness {

/// A line that says how far a campaign has come: on a terminal in its place, over and over, else
/// one below the other and far less often.
class LiveLine {
public:
    using WallClock = std::chrono::steady_clock;

    LiveLine(std::ostream& out, bool terminal) : out_(out), terminal_(terminal) {}

    /// Shows `text` if enough time has passed since the last one.
    void show(const std::string& text, WallClock::time_point now);
    /// Makes room for something that stays.
    void clear();

private:
    std::ostream& out_;
    bool terminal_;
    bool shown_ = false;
    WallClock::time_point next_{};
};

}  // namespace breakwire::harness
