#pragma once

#include <string>
#include <vector>

#include "sim/mqtt/packet.hpp"

extern "C" {
#include "devices/firmware/core/node.h"
}

namespace breakwire::firmware {

/// A node on a bench: its console, its flash and the other end of its wire are in the test's hands,
/// and so is time.
class NodeBench {
public:
    struct Life {
        ResetCause cause = reset_power;
        std::uint32_t count = 1;
        bool settings_known = true;
        std::uint32_t seed = 7;
    };

    NodeBench();

    Settings settings{};
    bool line = true;      ///< a serial line, which is open at once; else as with TCP
    bool flash_ok = true;  ///< whether the flash takes what is saved

    void boot() { boot(Life{}); }
    void boot(const Life& life);
    /// Lets time pass; the node is called when it has asked for it.
    void run(std::uint32_t ms);
    void type(const std::string& command);

    // --- The broker's end -----------------------------------------------------------------------

    void answer(const mqtt::Packet& packet);
    void answer_bytes(const std::string& octets);
    void accept(bool session_present = false) { answer(mqtt::Connack{session_present}); }
    void close(const char* why = "closed by the broker");
    void open();

    /// What the node has sent since this was asked last, read by the codec that the simulator
    /// trusts.
    std::vector<mqtt::Packet> sent();
    /// The same, of one kind.
    template <class Kind>
    std::vector<Kind> sent_of() {
        std::vector<Kind> found;
        for (const mqtt::Packet& packet : sent()) {
            if (const auto* kind = std::get_if<Kind>(&packet)) found.push_back(*kind);
        }
        return found;
    }
    /// Acknowledges each PUBLISH and SUBSCRIBE of `packets`.
    void acknowledge(const std::vector<mqtt::Packet>& packets);

    /// Boots, lets the broker accept, and settles all that the node says at first.
    void connect(bool session_present = false);

    // --- What happened --------------------------------------------------------------------------

    std::string console;  ///< everything that was printed
    std::vector<ResetCause> resets;
    std::vector<std::string> calls;  ///< "open", "close", "crash", "hang"
    std::vector<Settings> kept;
    std::vector<Settings> saved;
    std::uint32_t now_ms = 0xffff0000u;  ///< a minute before the clock wraps
    Node node{};

private:
    std::string octets_;
};

}  // namespace breakwire::firmware
