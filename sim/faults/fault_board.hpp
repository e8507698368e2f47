#pragma once

#include <map>

#include "sim/faults/fault.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::sim {

/// The faults in force at one point of the chain, in the order they were installed. The network
/// holds two: one for its own faults, one for lies, which are part of the broker under test.
///
/// Records begin, each hit and end of every fault. A hit is recorded at the first touch, then as
/// often as a fault touches something new (each packet; the first segment of each connection).
class FaultBoard {
public:
    /// `lies`: this board stands between the broker tap and the broker.
    FaultBoard(Recorder& recorder, Luck luck, bool lies = false);

    /// Must be called before the first fault is installed.
    void attach(ConnectionPort& port) { port_ = &port; }

    /// Puts `fault` in force and returns its number within the case.
    std::uint64_t install(const std::string& kind, std::unique_ptr<Fault> fault);
    /// Takes it out of force; a number that is not in force is passed over.
    void remove(std::uint64_t number);
    /// Takes out every fault of `kind` (all kinds if empty) that concerns `device` (all if empty).
    /// Returns how many.
    int heal(const std::string& kind, const std::string& device);
    void remove_all();

    void on_segment(const std::string& device, ConnectionId connection, SegmentInFlight& segment);
    void on_packet(PacketInFlight& packet);
    bool sees_packets(const std::string& device) const;

    /// Faults that never hit anything, as "rst (thermometer)": the scenario did not test what it
    /// says, so the case is inconclusive.
    std::vector<std::string> never_hit() const;

private:
    struct Installed {
        std::uint64_t number = 0;
        std::string kind;
        std::unique_ptr<Fault> fault;
        std::vector<std::string> targets;
        std::uint64_t hits = 0;
        std::uint64_t segments = 0;
        std::uint64_t packets = 0;
        ConnectionId last_connection = 0;
        bool in_force = true;
    };
    bool concerns(const Installed& installed, const std::string& device) const;
    void hit(Installed& installed, const std::string& detail);
    void end(Installed& installed);
    FaultEvent event(const Installed& installed, Phase phase, std::string detail) const;

    Recorder& recorder_;
    Luck luck_;
    bool lies_;
    ConnectionPort* port_ = nullptr;
    std::deque<Installed> installed_;
};

}  // namespace breakwire::sim
