#pragma once

#include <deque>
#include <map>
#include <memory>

#include "sim/mqtt/framer.hpp"
#include "sim/net/tap_point.hpp"

namespace breakwire::sim {

/// Holds back one direction of a connection until its packets are whole, asks the board about each,
/// and lets out what the board decided.
///
/// A delayed or held packet holds up what follows, ends included. Once the stream cannot be cut
/// into packets any more, octets pass as they come. Must start at the beginning of a packet.
class PacketGate {
public:
    class Output {
    public:
        virtual ~Output() = default;
        virtual void let_out(ByteView bytes) = 0;
        virtual void let_out_end(Transport how) = 0;  ///< `fin` or `rst`
        virtual void let_out_cut(Ending how) = 0;
        /// What a fault sends the other way on the same connection.
        virtual void send_back(Bytes bytes) = 0;
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
    /// `bytes` go out behind what is held, and before a packet that is not whole yet.
    void insert(Bytes bytes) { put({release_, std::move(bytes), {}, {}, {}}); }
    /// Lets nothing out any more.
    void stop();

    bool empty() const {
        return held_.empty() && later_.empty() && framer_.buffered() == 0 && !failed_;
    }
    std::size_t held() const;

private:
    struct Item {
        Instant when{};
        Bytes bytes{};
        std::optional<Transport> end{};
        std::optional<Ending> cut{};
        std::vector<std::shared_ptr<PacketHold>> holds{};
    };
    using Items = std::deque<Item>;

    void judge(Bytes packet);
    void put_output(const PacketInFlight& packet);
    Items::iterator place_ahead_of(const std::shared_ptr<PacketHold>& hold);
    void wake_by(const std::shared_ptr<PacketHold>& hold);
    void put_later(const PacketInFlight::Later& later);
    void flush_rest();
    void put(Item item) { put(std::move(item), held_.end()); }
    void put(Item item, Items::iterator place);
    bool may_go(const Item& item) const;
    void let_out(const Item& item);
    void let_out_due();
    void arm();

    TapPoint& point_;
    Direction direction_;
    Output& output_;
    mqtt::Framer framer_;
    Items held_;
    std::multimap<Instant, Bytes> later_;  ///< what faults send again
    Instant release_{};                    ///< nothing leaves before
    std::shared_ptr<PacketGate*> self_ = std::make_shared<PacketGate*>(this);  ///< for holds
    Timers::Id timer_ = 0;
    bool failed_ = false;
    bool stopped_ = false;
};

}  // namespace breakwire::sim
