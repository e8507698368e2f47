#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/boards/board_ethernet.hpp"
#include "devices/boards/board_settings.hpp"
#include "devices/boards/console.hpp"
#include "devices/boards/hand.hpp"
#include "devices/boards/mqtt_bridge.hpp"
#include "devices/boards/qmp.hpp"
#include "devices/boards/slip_line.hpp"
#include "sim/io/frame_socket.hpp"
#include "sim/io/front_door.hpp"

namespace breakwire::devices {

/// What a board lives in. Owned by whoever wires the case together; outlives the board.
struct BoardSurroundings {
    LineSurroundings lines;
    sim::Dialer& dialer;
    sim::FrontDoors& doors;
    Hand* hand = nullptr;  ///< absent where nobody can be asked
    /// The link of a device as one that carries frames; absent where no board needs it.
    std::function<sim::EthernetLink&(const std::string& device)> ethernet = nullptr;
};

/// All ways between a board and us: its consoles, the line or the door of its MQTT, and the machine
/// protocol of an emulator.
class BoardLines {
public:
    struct Listener {
        std::function<void(const std::string& line, const std::string& text)> on_said;
        std::function<void()> on_change;  ///< a line has opened, a connection has come or gone
        std::function<void(const std::string& what)> on_stranger;  ///< see `sim::Entrance`
    };

    /// Makes the lines and opens none. `device`: as the network knows the board, `client_id`: as it
    /// is to call itself. What is referred
    /// to must outlive it. Throws `EnvironmentError` if a log cannot be written.
    BoardLines(const BoardSurroundings& around, const BoardSettings& settings,
               const std::string& device, const std::string& client_id, Listener listener);

    /// Opens all of them that are not open. Throws `EnvironmentError`.
    void open();
    /// Nothing reaches the broker any more: what there is of connections vanishes.
    void silence();

    /// The line of this name, or nullptr.
    Line* find(const std::string& name);
    /// The line on which the board is talked to, or nullptr.
    Console* console() const;
    Qmp* qmp() { return qmp_.get(); }
    MqttBridge* bridge() { return bridge_.get(); }
    bool has_connection() const { return bridge_ && bridge_->has_connection(); }

    /// Where the board finds them, by the words that stand for that between braces: the names of
    /// its lines, and host and port of a door.
    std::map<std::string, std::string> words() const;
    /// "line data did not open (no such file or directory)"; empty if all are open.
    std::string closed() const;
    /// What was said on the console last: ` (it said "a"; "b")`.
    std::string last_words() const;
    /// "line console open at /dev/ttyUSB0", one for each.
    std::vector<std::string> states() const;

private:
    void make(const std::string& name, const LineSettings& settings);
    void open_door();
    void plug_in();
    std::string plug_path() const;
    sim::DoorMatch match() const;
    std::vector<const Line*> all() const;

    const BoardSurroundings around_;
    const BoardSettings& settings_;
    const std::string device_;
    const std::string client_id_;
    const Listener listener_;
    std::map<std::string, std::unique_ptr<Console>> consoles_;
    std::unique_ptr<MqttBridge> bridge_;
    std::unique_ptr<Qmp> qmp_;
    std::unique_ptr<sim::Entrance> door_;
    std::unique_ptr<SlipLine> slip_;
    std::unique_ptr<sim::FrameSocket> socket_;
    std::unique_ptr<BoardEthernet> ethernet_;  ///< on one of the two
    bool opened_ = false;
};

}  // namespace breakwire::devices
