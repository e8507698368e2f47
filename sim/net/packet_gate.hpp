#pragma once

#include <deque>
#include <memory>

#include "sim/mqtt/framer.hpp"
#include "sim/net/tap_point.hpp"

namespace breakwire::sim {

/// Holds back one direction of a connection until its packets are whole, asks the board about each,
/// and lets out what the board decided.
///
/// A delayed packet holds up what follows, ends included. Once the stream cannot be cut into
/// packets any more, octets pass as they come. Must start at the beginning of a packet.
class PacketGate {
public:
    class Output {
    public:
        virtual ~Output() = default;
        virtual void let_out(ByteView bytes) = 0;
        virtual void let_out_end(Transport how) = 0;  ///< `fin` or `rst`
        virtual void let_out_cut(Ending how) = 0;
        /// Whatever must not be destroyed while delayed octets are let out.
        virtual std::shared_ptr<void> keep_alive() = 0;
    };

    PacketGate(TapPoint& point, Direction direction, Output& output)
        : point_(point), direction_(direction), output_(output) {}
    ~PacketGate();
    PacketGate(const PacketGate&) = delete;
    PacketGate& operator=(const PacketGate&) = delete;

    void data(ByteView bytes);
    void end(Transport how);
    /// Lets nothing out any more.
    void stop();

    bool empty() const { return held_.empty() && framer_.buffered() == 0 && !failed_; }
    std::size_t held() const;

private:
    struct Item {
        Instant when{};
        Bytes bytes{};
        std::optional<Transport> end{};
        std::optional<Ending> cut{};
    };

    void judge(Bytes packet);
    void flush_rest();
    void put(Item item);
    void let_out(const Item& item);
    void let_out_due();

    TapPoint& point_;
    Direction direction_;
    Output& output_;
    mqtt::Framer framer_;
    std::deque<Item> held_;
    Instant release_{};  ///< nothing leaves before
    Timers::Id timer_ = 0;
    bool failed_ = false;
    bool stopped_ = false;
};

}  // namespace breakwire::sim
