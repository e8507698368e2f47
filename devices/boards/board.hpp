#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/boards/action_runner.hpp"
#include "devices/boards/board_lines.hpp"
#include "devices/boards/errands.hpp"
#include "devices/boards/vigil.hpp"
#include "sim/io/child_process.hpp"
#include "sim/record/event.hpp"

namespace breakwire::devices {

/// Whom a board plays, and what it may have to be told for that.
struct BoardRole {
    std::string device;     ///< as the network knows it
    std::string client_id;  ///< what it is to call itself
    /// Replaced in what is said and run, between braces: "{user}" by the value of `user`. host,
    /// port, id, folder and the addresses of its lines are added.
    std::map<std::string, std::string> words{};
    HostPort broker{};  ///< where it finds the broker, unless its `net` says so
};

/// What the owner of a board is told. The board outlives the call.
class BoardEvents {
public:
    virtual ~BoardEvents() = default;
    /// A line was said, by the board or to it.
    virtual void on_console(const std::string& line, sim::ConsoleVoice from,
                            const std::string& text) = 0;
    /// It has begun anew; `meant`: because that was done to it, or its firmware chose to.
    virtual void on_boot(const std::string& line, bool meant) = 0;
    /// It said what no healthy board says, or its process ended.
    virtual void on_panic(const std::string& what) = 0;
    /// Somebody who is no board has come to its address, and was turned away.
    virtual void on_stranger(const std::string& what) = 0;
    /// Something about the bench does not work, so that nothing is proved.
    virtual void on_trouble(const std::string& problem) = 0;
};

/// What a board has told of itself in its boot lines.
struct BoardFacts {
    std::string firmware;
    std::string version;
    std::string id;  ///< what it called itself last
    int boots = 0;
};

/// A board at work as a device: its lines, its power, and what it is told.
///
/// What is asked of it is done one after the other. A start begins with everything off, where that
/// can be had, and ends when the board has booted and knows who it is and where the broker is. Its
/// MQTT goes to the virtual network through the bridge of a line or through a door.
class Board {
public:
    using Done = Errands::Done;

    /// Makes its lines and opens none. `settings` and `events` must outlive it. Throws
    /// `EnvironmentError` if a log cannot be written.
    Board(const BoardSurroundings& around, const BoardSettings& settings, BoardRole role,
          BoardEvents& events);
    ~Board();
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    // Each may be asked for from inside the kernel; `done` is called with what went wrong with the
    // bench, or with nothing.

    /// Brings `image` onto it as its settings' `flash` says, which has to be there. Before it is
    /// started for the first time.
    void flash(const std::string& image, Done done);
    void start(Done done);
    void off(Done done);
    void reset(Done done);
    /// Has it say goodbye, then takes its power away if that can be done.
    void stop(Done done);
    /// Once all that was asked for has been done; says what the last of it came to.
    void when_settled(Done done);

    /// Nothing of it reaches the broker any more, until the next start.
    void silence();
    bool powered() const { return powered_; }
    /// What went wrong; empty if the line was written.
    std::string say(const std::string& text);
    /// The bridge of the line that carries its MQTT, or nullptr.
    MqttBridge* bridge() { return lines_.bridge(); }
    const BoardFacts& facts() const { return facts_; }
    const BoardSettings& settings() const { return settings_; }
    /// "line console open at /dev/ttyUSB0", one for each way to it.
    std::vector<std::string> line_states() const { return lines_.states(); }

private:
    using Errand = Errands::Errand;

    ActionMeans means();
    std::map<std::string, std::string> words() const;
    std::string filled_in(std::string text) const;

    void add(std::vector<Errand> errands, Done done);
    Errand opening();
    void make_runner();
    Errand launching();
    Errand acting(const PowerAction& action);
    /// `judge` says what is wrong with an action that worked, or nothing.
    using Judge = std::function<std::string(const ActionOutcome&)>;
    Errand performing(const PowerAction& action, Judge judge);
    Errand booting(Errand action);
    Errand lines_open();
    Errand ready();
    std::vector<Errand> telling();
    Errand naming();
    std::vector<Errand> switching_on();
    std::vector<Errand> switching_off();
    Errand at_once(std::function<std::string()> what);

    void launch();
    void watch(std::function<bool()> met, std::function<std::string()> failure, Done done);

    void heard(const std::string& line, const std::string& text);
    void booted(const std::string& text, const LinePattern::Match& match);
    void booted_unasked();
    void process_ended(const sim::ChildExit& exit);

    const BoardSurroundings around_;
    const BoardSettings& settings_;
    const BoardRole role_;
    BoardEvents& events_;

    BoardLines lines_;
    std::unique_ptr<sim::ChildProcess> process_;
    std::unique_ptr<ActionRunner> runner_;
    Errands errands_;
    Vigil vigil_;
    std::string last_problem_;
    BoardFacts facts_;
    bool powered_ = false;
    std::string image_;  ///< what was flashed
    bool told_ = false;  ///< who it is and where the broker is, at least once
    bool boot_expected_ = false;
    bool boot_seen_ = false;
    bool ready_seen_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::devices
