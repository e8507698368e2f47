#pragma once

#include <map>
#include <set>

#include "sim/faults/fault.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::sim {

/// The faults in force at one point of the chain, in the order they were installed. The network
/// holds two: one for its own faults, one for lies, which are part of the broker under test.
///
/// Each fault sees what the one before it left; what one has dropped, later ones do not see, and
/// what one has held they see when it is let go.
///
/// Records begin, each hit and end of every fault. A hit is recorded at the first touch, then as
/// often as a fault touches something new (each packet; the first segment of each connection).
class FaultBoard {
public:
    /// `lies`: this board stands between the broker tap and the broker.
    FaultBoard(Recorder& recorder, Luck luck, bool lies = false);

    /// Must be called before the first fault is installed.
    void attach(ConnectionPort& port) { port_ = &port; }
    /// Where there are none, faults on processes and on power touch nothing.
    void attach(ProcessPort& processes, PowerPort& power) {
        processes_ = &processes;
        power_ = &power;
    }
    /// Where there are no boards, faults on their lines touch nothing.
    void attach(LinePort& lines) { lines_of_boards_ = &lines; }

    /// Faults that have ended are forgotten when the next one is installed, for boards that live
    /// long. Nothing may then be installed while a fault is being asked.
    void forget() { forgets_ = true; }

    /// Puts `fault` in force and returns its number within the case, which no other board gives
    /// out. A momentary fault ends at once, before this returns. One that need not hit is never
    /// among `never_hit`.
    std::uint64_t install(const std::string& kind, std::unique_ptr<Fault> fault,
                          bool must_hit = true);
    /// Takes it out of force; a number that is not in force is passed over.
    void remove(std::uint64_t number);
    /// Takes out every fault of `kind` (all kinds if empty) that concerns `device` (all if empty).
    /// Returns how many.
    int heal(const std::string& kind, const std::string& device);
    void remove_all();

    /// Asks every fault in force that concerns the device. Afterwards the decisions are in
    /// `segment` and `packet`; their `touched` is used up by the board.
    void on_segment(const std::string& device, ConnectionId connection, SegmentInFlight& segment);
    void on_packet(PacketInFlight& packet);
    void on_handshake(const std::string& device, HandshakeInFlight& handshake);
    void on_tls_close(const std::string& device, TlsCloseInFlight& close);
    void on_lookup(const std::string& device, LookupInFlight& lookup);
    bool sees_packets(const std::string& device) const;
    /// Whether any fault in force concerns it.
    bool concerns(const std::string& device) const;
    /// How many faults it remembers, in force or not.
    std::size_t remembered() const { return installed_.size(); }

    /// Faults that never hit anything, as "rst (thermometer)": the scenario did not test what it
    /// says, so the case is inconclusive.
    std::vector<std::string> never_hit() const;
    /// How often a fault of this board has hit; 0 for a number that it did not give out.
    std::uint64_t hits_of(std::uint64_t number) const;

private:
    /// Counts what passed, so that each device draws its own luck in each direction.
    using Ordinals = std::map<std::pair<std::string, Direction>, std::uint64_t>;

    struct Installed {
        std::uint64_t number = 0;
        std::string kind;
        std::unique_ptr<Fault> fault;
        std::vector<std::string> targets;
        Luck luck;
        std::uint64_t hits = 0;
        Ordinals segments;
        Ordinals packets;
        std::set<ConnectionId> touched;  ///< connections of which it has touched a segment
        bool in_force = true;
        Instant began{};
        bool must_hit = true;
    };
    void begin(Installed& installed);
    void begin_elsewhere(Installed& installed);
    void end(Installed& installed);
    void hit(Installed& installed, const std::string& detail);
    /// For faults that are told of what they touch while they are in force.
    void hit_later(std::uint64_t number, const std::string& detail);
    void record(const Installed& installed, Phase phase, std::string detail);

    std::size_t first_for(const SegmentInFlight& segment) const;
    void pass_segment(Installed& installed, const std::string& device, ConnectionId connection,
                      SegmentInFlight& segment);
    void pass_packet(Installed& installed, PacketInFlight& packet);
    template <class InFlight>
    void ask(const std::string& device, InFlight& in_flight, void (Fault::*about)(InFlight&),
             const std::string& detail);

    Recorder& recorder_;
    Luck luck_;
    bool lies_;
    bool forgets_ = false;
    ConnectionPort* port_ = nullptr;
    ProcessPort* processes_ = nullptr;
    PowerPort* power_ = nullptr;
    LinePort* lines_of_boards_ = nullptr;
    std::deque<Installed> installed_;
};

}  // namespace breakwire::sim
