#pragma once

#include <MQTTAsync.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "devices/client.hpp"
#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// What a client of Paho's has to tell.
class PahoEvents {
public:
    virtual ~PahoEvents() = default;
    virtual void on_accepted(bool session_present) = 0;
    /// `code`: that of the CONNACK, or below zero where there was none.
    virtual void on_refused(int code) = 0;
    virtual void on_lost() = 0;
    virtual void on_closed() = 0;  ///< the DISCONNECT that was asked for is out
    /// The broker's DISCONNECT (5.0), after which the library closes and says no more.
    virtual void on_told_to_go(int reason) = 0;
    virtual void on_arrived(const Message& message) = 0;
    virtual void on_acknowledged(int token) = 0;  ///< a PUBLISH, at once for QoS 0
    virtual void on_granted(int token, std::uint8_t code) = 0;
};

/// One MQTTAsync client of Paho C, with its C types in ours.
///
/// The library has two threads of its own, which serve all its clients and call back whenever they
/// like. Nothing of ours happens there: each call is copied and handed over to the loop, and what
/// the loop finds of a client that is gone by then it passes over. All else is to be called from
/// the loop's thread. Source: MQTTAsync.h of Paho C 1.3.12, whose callbacks come under the lock
/// that `MQTTAsync_destroy` takes.
class PahoLibrary {
public:
    /// Has the loop call something, from any thread.
    using HandOver = std::function<void(std::function<void()>)>;

    /// `uri`: "tcp://127.64.0.2:1883". `settings` and `events` must outlive it, and so must what
    /// `hand_over` refers to. Throws `EnvironmentError` if the library makes no client of this.
    PahoLibrary(const std::string& uri, const ClientSettings& settings, ClientIdentity identity,
                HandOver hand_over, PahoEvents& events);
    /// A connection there still is gets a DISCONNECT, as the library wills it.
    ~PahoLibrary();
    PahoLibrary(const PahoLibrary&) = delete;
    PahoLibrary& operator=(const PahoLibrary&) = delete;

    /// All return at once. Codes are the library's own, `MQTTASYNC_SUCCESS` or what is wrong.
    int connect();
    int disconnect(std::uint8_t reason);
    std::optional<int> publish(const Message& message);
    std::optional<int> subscribe(const mqtt::Subscription& subscription);
    std::optional<int> unsubscribe(const std::string& filter);

private:
    bool v5() const { return identity_.version == mqtt::Version::v5_0; }
    void set_callbacks();
    void on_connect_outcome(MQTTAsync_connectOptions& options);
    void let_the_last_one_go();
    MQTTAsync_responseOptions on_publish_outcome();
    MQTTAsync_responseOptions on_subscribe_outcome();
    template <class Event>
    static void tell(void* library, Event event);
    static void tell_granted(void* library, int token, int code);

    const ClientSettings& settings_;
    const ClientIdentity identity_;
    const HandOver hand_over_;
    PahoEvents& events_;
    const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    MQTTAsync handle_ = nullptr;
};

}  // namespace breakwire::devices
