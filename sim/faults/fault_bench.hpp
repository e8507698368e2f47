#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/manual_timers.hpp"
#include "sim/base/node.hpp"
#include "sim/faults/builtin.hpp"
#include "sim/faults/fault_board.hpp"

/// What tests of faults stand on.
namespace breakwire::sim {

/// Reads one line of flow notation into a node with the columns of the text, as the scenario reader
/// would: `{device: pump, match: {type: publish, nth: 1}}`. It is for texts that are well-formed.
Node flow(std::string_view text);

/// One of the kinds of `builtin.cpp`; the settings have to be without mistakes.
std::unique_ptr<Fault> make_fault(const std::string& kind, std::string_view settings);

/// Writes down what it is asked to do, and has two connections for each device.
class FakePort final : public ConnectionPort {
public:
    int end_connections(const std::string& device, Ending how) override;
    int vanish(const std::string& device) override;
    int half_close(const std::string& device, Side side) override;
    void stop_reading(const std::string& device, Side side, bool stop) override;
    int move(const std::string& device, const std::string& address, bool noticed) override;
    void release(const Fault& holder, const std::string& device) override;
    Timers& timers() override { return time; }

    ManualTimers time;
    std::vector<std::string> calls;     ///< "rst pump", "vanish pump"
    std::vector<std::string> releases;  ///< "pump"; "*" at the end of every fault
    int connections = 2;
};

/// A board with a record, a port and the kinds of `builtin.cpp`.
class FaultBench {
public:
    explicit FaultBench(std::uint64_t seed = 1);

    /// Puts `kind` in force; the settings have to be without mistakes.
    std::uint64_t install(const std::string& kind, std::string_view settings);

    /// A segment of 100 octets passes, on the device's connection 1. It keeps a view of `device`.
    SegmentInFlight segment(Direction direction, std::string_view device = "pump",
                            ConnectionId connection = 1);
    /// One of which a fault may want to know more; `seen` names the device and the connection.
    SegmentInFlight one_like(Direction direction, SegmentSeen seen);
    /// The same for the pump's connection 1.
    SegmentInFlight syn(Direction direction = Direction::up);
    SegmentInFlight octets(Direction direction, std::uint64_t offset, std::size_t payload);
    void advance(Duration by) { port.time.advance(by); }

    /// What the board makes of a packet that the pump sends or gets.
    struct Outcome {
        std::vector<Bytes> output;
        std::vector<Bytes> opposite;
        std::vector<PacketInFlight::Later> later;
        Duration delay{};
        std::vector<std::shared_ptr<PacketHold>> holds;
        std::shared_ptr<PacketHold> overtaken;
        std::optional<Ending> cut;
    };
    Outcome packet(Direction direction, const mqtt::Packet& packet, ConnectionId connection = 1,
                   mqtt::Version version = mqtt::Version::v3_1_1);
    /// Bytes that may be malformed.
    Outcome bytes(Direction direction, const Bytes& bytes);

    /// The fault events so far: "begin rst: ", "hit rst: 2 connections".
    std::vector<std::string> story() const;

    ConnectionFacts facts;  ///< of every connection
    FakePort port;
    Recorder recorder{[this] { return port.time.now(); }};
    FaultBoard board;
    Catalog<Fault> kinds{"fault"};

private:
    Outcome pass(PacketSeen seen);
};

/// The mistakes in the settings of a kind, as a file called a.yaml would have them.
std::vector<std::string> mistakes_of(const std::string& kind, std::string_view settings);

/// A PUBLISH at QoS 1 with packet identifier 7.
mqtt::Publish publish(std::string topic = "plant/1/level", std::string_view payload = "0.5");

}  // namespace breakwire::sim
