#pragma once

#include <deque>

#include "devices/boards/line.hpp"
#include "devices/boards/line_pattern.hpp"

namespace breakwire::devices {

/// A line that a board has said.
struct ConsoleLine {
    Instant at{};      ///< when its first octet arrived
    std::string text;  ///< without its end; UTF-8, where what is not to be printed is "\x1b"
};

/// What is said on a board's line, line by line: kept, waited for, answered.
///
/// CR, LF and both end a line; empty ones are passed over. What a board said last before a hang-up
/// counts as a line. Lives on the run's thread; may be let go of in any of its calls.
class Console final : public LineEvents {
public:
    using WaitId = std::uint64_t;  ///< never 0
    /// The line and what its named groups matched; nothing if time ran out.
    struct Answer {
        ConsoleLine line;
        LinePattern::Match match;
    };
    using OnAnswer = std::function<void(const std::optional<Answer>&)>;

    struct Listener {
        std::function<void(const ConsoleLine&)> on_line = nullptr;
        std::function<void()> on_open = nullptr;
        std::function<void(const std::string& why)> on_hang_up = nullptr;
    };

    /// Makes the line; `Line::open` is the caller's. `listener`'s functions may be absent.
    Console(const LineSurroundings& around, std::string name, const LineSettings& settings,
            Listener listener);
    ~Console() override;

    Line& line() { return line_; }

    /// Writes `text` and the line's `eol`.
    void say(std::string_view text);

    /// Calls `on_answer` at the first line from now on that matches, or after `within`. Listeners
    /// hear of a line before those who wait for it.
    WaitId await(LinePattern pattern, Duration within, OnAnswer on_answer);
    /// Forgets a wait, whose `on_answer` is not called; any other id is passed over.
    void cancel(WaitId id);

    /// The last lines, oldest first: at most `kept_lines`.
    const std::deque<ConsoleLine>& last_lines() const { return last_lines_; }
    static constexpr std::size_t kept_lines = 200;
    /// A line that does not end is cut into pieces of this size.
    static constexpr std::size_t line_limit = 4096;

private:
    struct Wait {
        LinePattern pattern;
        OnAnswer on_answer;
        Timers::Id deadline = 0;
    };

    void on_open() override;
    void on_bytes(ByteView bytes) override;
    void on_hang_up(const std::string& why) override;
    void take(char octet);
    void end_line();
    void answer_waits(const ConsoleLine& line);
    void give_up(WaitId id);

    Timers& timers_;
    Listener listener_;
    Line line_;
    std::string partial_;
    Instant partial_since_{};
    std::deque<ConsoleLine> last_lines_;
    std::map<WaitId, Wait> waits_;
    WaitId last_wait_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::devices
