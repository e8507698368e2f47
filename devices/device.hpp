#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devices/device_settings.hpp"
#include "devices/reconnect.hpp"
#include "sim/faults/process_port.hpp"

namespace breakwire::devices {

/// Which device of the case this is, and what the scenario's other sections say about it.
struct DeviceIdentity {
    std::string name;     ///< its role
    std::string address;  ///< its IPv4 address in 127.0.0.0/8
    mqtt::Version version = mqtt::Version::v3_1_1;
    std::optional<std::string> password;  ///< for a user whose `client:` names none
    double place = 0;                     ///< in its fleet, from 0 to below 1
    std::uint32_t number = 0;             ///< in its fleet, from 1; 0: it is in none
};

/// A simulated device: a model, a client stack, and the policy that keeps them connected. It says
/// in the record what it does (`sim::DeviceEvent`).
///
/// Made during elaboration, since its model may be a SystemC module; switched on and off later, as
/// often as one likes. All calls return at once. Calls that can fail return what went wrong in
/// words, "not connected", or an empty text.
class Device final : private ClientEvents, private ModelPort {
public:
    /// `world` outlives the device.
    Device(World& world, const DeviceIdentity& identity,
           std::shared_ptr<const DeviceSettings> settings, Luck luck);
    ~Device() override;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    const std::string& name() const { return name_; }
    mqtt::Version version() const { return version_; }

    /// Powers it on: it connects, subscribes to what it must hear, and its model goes to work. If
    /// it is on already, it connects if it has to.
    void start();
    /// Clean DISCONNECT if there is a connection, then off.
    void stop();
    /// Off without a word: no DISCONNECT, no FIN; what was in memory is lost.
    void power_off();

    using Done = Client::Done;
    /// Off, on... `done` is called once it has been carried out: at once, unless the device is more
    /// than a simulation; with what went wrong or with nothing.
    void power(sim::PowerVerb verb, Done done);
    /// Types a line at its console. What went wrong, e.g. "has no console".
    std::string say(const std::string& text) { return client_->say(text); }

    /// One attempt, without the reconnect policy taking a hand; on a device that was never
    /// started, without its model and subscriptions too.
    void connect();
    /// DISCONNECT with `reason` (5.0). The policy rests until the next `start`.
    void disconnect(std::uint8_t reason);
    std::string publish(const Message& message);
    std::string subscribe(const mqtt::Subscription& subscription);
    std::string unsubscribe(const std::string& filter);
    /// Exactly these bytes, at once; only stack `packet` can.
    std::string send_raw(ByteView bytes);

    bool on() const { return on_; }
    bool connected() const override { return client_ != nullptr && client_->connected(); }

private:
    // ClientEvents
    void on_connected(bool session_present) override;
    void on_connect_failed(const std::string& why) override;
    void on_disconnected(const std::string& why) override;
    void on_message(const Message& message) override;
    void on_published(int token) override;
    void on_subscribed(int token, const std::vector<std::uint8_t>& codes) override;

    // ModelPort
    bool publish(const Message& message, std::optional<double> value) override;
    void note(const std::string& what, std::optional<double> value) override;
    void sleep(bool cleanly) override;
    void wake() override;
    void die() override;

    /// A publish or subscribe that has not been answered.
    struct Pending {
        sim::DeviceState answer;  ///< what the device says of itself when it is
        int token;
        std::string what;  ///< its topic or filter
    };

    std::optional<std::string> take_pending(sim::DeviceState answer, int token);
    void forget_pending(sim::DeviceState answer);
    void open();
    void subscribe_all();
    void switch_off(sim::DeviceState how);
    void reset();
    void retry_later();
    void stop_retrying();
    void record(sim::DeviceState state, std::string detail = "",
                std::optional<double> value = std::nullopt) const;

    World& world_;
    const std::string name_;
    const mqtt::Version version_;
    const std::uint32_t number_;  ///< in its fleet
    const std::shared_ptr<const DeviceSettings> settings_;
    std::unique_ptr<Behaviour> behaviour_;
    std::unique_ptr<Client> client_;
    Reconnect reconnect_;
    Timers::Id retry_ = 0;
    bool on_ = false;
    bool asleep_ = false;      ///< the radio is
    bool under_way_ = false;   ///< an attempt to connect
    bool model_on_ = false;    ///< started: the model is at work
    bool persistent_ = false;  ///< the reconnect policy is in force
    std::vector<Pending> pending_;
};

}  // namespace breakwire::devices
