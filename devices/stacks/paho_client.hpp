#pragma once

#include "devices/stacks/paho_library.hpp"
#include "devices/stacks/watched_dialer.hpp"
#include "sim/io/device_door.hpp"

namespace breakwire::devices {

/// One client of Paho C, whose socket is the machine's own: it connects to a real address that
/// stands for the broker, and what comes there goes into the virtual network.
///
/// TCP's handshake with that address says nothing of the virtual broker's, so the library connects
/// first and loses the connection if the broker then refuses. What really happened the network
/// knows, and that is what the device is told.
class PahoClient final : public Client, private PahoEvents {
public:
    /// Throws `EnvironmentError` if there is no real address to be had. `settings` and `events`
    /// must outlive the client.
    PahoClient(const StackContext& context, const ClientSettings& settings, ClientIdentity identity,
               ClientEvents& events);
    ~PahoClient() override { to_idle(); }

    /// While the library is still closing, it connects as soon as it has closed.
    void connect() override;
    void disconnect(std::uint8_t reason) override;
    std::optional<int> publish(const Message& message) override;
    std::optional<int> subscribe(const mqtt::Subscription& subscription) override;
    std::optional<int> unsubscribe(const std::string& filter) override;
    bool send_raw(ByteView) override { return false; }
    void power_off() override;
    bool connected() const override { return state_ == State::open; }

private:
    enum class State { idle, connecting, open, closing };

    // PahoEvents
    void on_accepted(bool session_present) override;
    void on_refused(int code) override;
    void on_lost() override;
    void on_closed() override;
    void on_told_to_go(int reason) override;
    void on_arrived(const Message& message) override { events_.on_message(message); }
    void on_acknowledged(int token) override { events_.on_published(token); }
    void on_granted(int token, std::uint8_t code) override { events_.on_subscribed(token, {code}); }

    PahoLibrary& library();
    std::string refusal(int code) const;
    void gone(const std::string& how);
    void fail(const std::string& why);
    void to_idle();

    World& world_;
    const ClientSettings& settings_;
    const ClientIdentity identity_;
    ClientEvents& events_;
    WatchedDialer dialer_;
    std::unique_ptr<sim::DeviceDoor> door_;
    std::unique_ptr<PahoLibrary> library_;  ///< from the first connect after power-on
    State state_ = State::idle;
    bool again_ = false;       ///< connect once it is closed
    Timers::Id deadline_ = 0;  ///< of the attempt
};

}  // namespace breakwire::devices
