#pragma once

#include <string>

#include "sim/base/timers.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::sim {

/// What all taps of one side of the network share: where they record, and the faults beside them.
struct TapSide {
    Recorder& recorder;
    FaultBoard& board;
    Timers& timers;
};

/// Where one end of a connection is watched.
struct TapPoint {
    const TapSide& side;
    const std::string& device;
    ConnectionId connection = 0;
    Tap tap{};
    bool sealed = false;  ///< what passes is TLS: nobody can see packets in it
    mqtt::Version version = mqtt::Version::v3_1_1;  ///< learned from the CONNECT that passes
    ConnectionFacts facts{{}, true, false, side.timers.now()};

    /// Decodes `packet`, whole, in the version of the connection.
    PacketSeen look(Bytes packet, Direction direction);
    /// Learns from a packet what there is to know of the connection.
    void learn(const mqtt::Packet& packet);
    void record(Transport what, Direction direction, std::string address = {});
    /// Records `packet`, unless nobody keeps it; learns the version all the same.
    void record(Bytes packet, Direction direction);
    /// Records octets that are no packet, or that are sealed; passes over none at all.
    void record_bytes(ByteView bytes, Direction direction);
};

}  // namespace breakwire::sim
