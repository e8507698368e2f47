#pragma once

#include <memory>

#include "sim/net/connection_end.hpp"

namespace breakwire::sim {

class Connection;
struct DeviceHost;

/// Carries segments between the ends of connections and knows which connections there are.
class SegmentCarrier {
public:
    virtual ~SegmentCarrier() = default;
    /// `direction`: which way the segment travels.
    virtual void transmit(const std::shared_ptr<Connection>& connection, Direction direction,
                          TcpSegment segment) = 0;
    /// The first SYN of a connection has arrived at the broker's host.
    virtual void reached_server(const std::shared_ptr<Connection>& connection) = 0;
    /// Neither end has anything to do any more.
    virtual void over(const std::shared_ptr<Connection>& connection) = 0;
};

/// What every connection of a network works with.
struct ConnectionContext {
    TapSide client;
    TapSide broker;
    const TcpSettings& tcp;  ///< of the broker's host
    SegmentCarrier& carrier;
};

/// A virtual TCP connection between a device and the broker's host: both ends.
///
/// Shared by the network (while it is not over), its sockets, and its segments under way.
class Connection final : public std::enable_shared_from_this<Connection> {
public:
    Connection(ConnectionId number, DeviceHost& device, const ConnectionContext& context);

    ConnectionId id() const { return id_; }
    DeviceHost& device() { return device_; }
    const DeviceHost& device() const { return device_; }
    ConnectionEnd& client() { return client_; }
    ConnectionEnd& broker() { return broker_; }
    ConnectionEnd& end(Side side) { return side == Side::device ? client_ : broker_; }

    /// A segment has arrived at the end that `direction` leads to.
    void receive(Direction direction, const TcpSegment& segment);
    void transmit(Direction direction, TcpSegment segment);

    /// From now on nothing enters the link: neither end hears of the other again.
    void silence() { silenced_ = true; }
    bool silenced() const { return silenced_; }

    /// The broker's application answers the SYN.
    std::unique_ptr<Socket> accept(SocketEvents& events);
    void refuse();
    void leave_unanswered();

    void check_over();

private:
    ConnectionId id_;
    DeviceHost& device_;
    SegmentCarrier& carrier_;
    ConnectionEnd client_;
    ConnectionEnd broker_;
    bool silenced_ = false;
    bool offered_ = false;    ///< the broker's application has been shown the SYN
    bool answering_ = false;  ///< it has not answered yet
};

/// What the broker's application is shown of a SYN.
class Offer final : public Incoming {
public:
    explicit Offer(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    ~Offer() override;
    ConnectionId id() const override { return connection_->id(); }
    const std::string& device() const override;
    const std::string& address() const override;
    std::unique_ptr<Socket> accept(SocketEvents& events) override;
    void refuse() override;

private:
    std::shared_ptr<Connection> connection_;
    bool answered_ = false;
};

}  // namespace breakwire::sim
