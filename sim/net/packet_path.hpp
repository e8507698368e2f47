#pragma once

#include <memory>

#include "sim/net/packet_gate.hpp"

namespace breakwire::sim {

/// One direction of a connection's end: the tap, which frames and records what passes, and the
/// faults beside it.
///
/// Upwards the tap comes first, downwards the faults do. While no fault wants to see packets,
/// octets pass at once and a packet is recorded with its last one; otherwise whole packets are held
/// until they are complete. What is left of a packet when the direction ends, and everything after
/// a framing error, is recorded as `BytesSeen`.
class PacketPath final : private PacketGate::Output {
public:
    class Sink {
    public:
        virtual ~Sink() = default;
        /// Where the direction is watched.
        virtual TapPoint& point() = 0;
        virtual void pass(Direction direction, ByteView bytes) = 0;
        virtual void pass_end(Direction direction, Transport how) = 0;
        /// A fault on packets of `direction` sends `bytes` the other way.
        virtual void send_back(Direction direction, Bytes bytes) = 0;
        /// A fault on packets ends the connection.
        virtual void cut(Ending how) = 0;
        virtual std::shared_ptr<void> keep_alive() = 0;
    };

    /// `sealed`: there are no packets to be seen in what passes.
    PacketPath(Direction direction, Sink& sink, bool sealed)
        : sink_(sink), direction_(direction), unframed_(sealed) {}

    void data(ByteView bytes);
    /// `fin` or `rst`, behind all data before it.
    void end(Transport how);
    /// `bytes` that a fault made of the other direction go on from the place of the faults, between
    /// whole packets.
    void insert(Bytes bytes);
    /// Nothing passes any more; what is under way is lost.
    void stop();

    /// Octets that have come in and wait to be let out.
    std::size_t held() const { return gate() != nullptr ? gate()->held() : 0; }

private:
    void let_out(ByteView bytes) override;
    void let_out_end(Transport how) override;
    void let_out_cut(Ending how) override { sink_.cut(how); }
    void send_back(Bytes bytes) override { sink_.send_back(direction_, std::move(bytes)); }
    std::shared_ptr<void> keep_alive() override { return sink_.keep_alive(); }

    void open_gate();
    bool gate_needed();
    ByteView complete_packet(ByteView bytes);
    std::size_t missing() const;
    void pass_through(ByteView bytes);
    void observe(ByteView bytes);
    void frame(mqtt::Framer& framer);
    void observe_end(Transport how);
    void record_rest();

    /// What a path rarely has.
    struct UnderWay {
        std::unique_ptr<mqtt::Framer> partial;  ///< only while part of a packet has passed the tap
        std::unique_ptr<PacketGate> gate;       ///< only while faults want packets
        std::unique_ptr<Bytes> waiting;         ///< inserted, until the packet at hand has passed
    };
    UnderWay& under_way();
    mqtt::Framer* partial() const { return under_way_ ? under_way_->partial.get() : nullptr; }
    PacketGate* gate() const { return under_way_ ? under_way_->gate.get() : nullptr; }
    bool has_waiting() const { return under_way_ && under_way_->waiting; }
    void forget_if_nothing_is_under_way();

    Sink& sink_;
    std::unique_ptr<UnderWay> under_way_;
    Direction direction_;
    bool unframed_;  ///< there are no packets, or a framing error has passed
    bool stopped_ = false;
};

}  // namespace breakwire::sim
