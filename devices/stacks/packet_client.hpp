#pragma once

#include <memory>
#include <vector>

#include "devices/stacks/packet_line.hpp"
#include "devices/stacks/session.hpp"
#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// A `Session` on the virtual network: does what it wants done, and wakes it in time.
class PacketClient final : public Client, private PacketLine::Owner {
public:
    PacketClient(const StackContext& context, SessionSettings settings, Duration connect_timeout,
                 ClientEvents& events);
    ~PacketClient() override;

    void connect() override;
    void disconnect(std::uint8_t reason) override;
    std::optional<int> publish(const Message& message) override;
    std::optional<int> subscribe(const mqtt::Subscription& subscription) override;
    std::optional<int> unsubscribe(const std::string& filter) override;
    bool send_raw(ByteView bytes) override;
    void power_off() override;
    bool connected() const override { return session_.connected(); }

private:
    void on_open() override;
    void on_packet(const mqtt::Packet& packet) override;
    void on_malformed(const std::string& why) override;
    void on_end(const std::string& how) override;
    void on_over(PacketLine& line) override;

    int perform(session::Request request);
    void perform(session::Actions actions);
    void act(session::Send& send);
    void act(session::Connected& connected);
    void act(session::Refused& refused);
    void act(session::Arrived& arrived);
    void act(session::Published& published);
    void act(session::Subscribed& subscribed);
    void act(session::Ended& ended);

    void give_up();
    void hang_up();
    void bury(std::unique_ptr<PacketLine> line);
    void set_alarm();
    void stop_timers();

    World& world_;
    const std::string device_;
    const Duration connect_timeout_;
    const bool waits_for_connack_;
    ClientEvents& events_;
    Session session_;
    std::unique_ptr<PacketLine> line_;                  ///< the connection in use, if any
    std::vector<std::unique_ptr<PacketLine>> parting_;  ///< those that wait for the peer's end
    std::vector<std::unique_ptr<PacketLine>> buried_;   ///< over, perhaps with a call under way
    Timers::Id deadline_ = 0;                           ///< of the attempt
    Timers::Id alarm_ = 0;                              ///< the session's next tick
    Timers::Id sweep_ = 0;                              ///< frees the buried
};

}  // namespace breakwire::devices
