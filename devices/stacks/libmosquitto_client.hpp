#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "devices/stacks/mosquitto_library.hpp"
#include "devices/stacks/stack.hpp"
#include "devices/stacks/tunnel.hpp"

namespace breakwire::devices {

/// One libmosquitto client by its external loop.
///
/// The library is called only from `call`, never from inside one of its own callbacks: these put
/// what they have to tell into a queue, which is told when the library has returned. Whatever the
/// library writes is taken out of its socket at once, and what is put in is read at once, so bytes
/// pass at their own instant of simulated time; the watch over descriptors helps out where the
/// kernel was slower than us.
class LibmosquittoClient final : public Client,
                                 private Tunnel::Owner,
                                 private Readiness::Watcher,
                                 private Chores::Worker {
public:
    LibmosquittoClient(const StackContext& context, const ClientSettings& settings,
                       ClientIdentity identity, ClientEvents& events);
    ~LibmosquittoClient() override;

    void connect() override;
    void disconnect(std::uint8_t reason) override;
    std::optional<int> publish(const Message& message) override;
    std::optional<int> subscribe(const mqtt::Subscription& subscription) override;
    std::optional<int> unsubscribe(const std::string& filter) override;
    bool send_raw(ByteView) override { return false; }
    void power_off() override;
    bool connected() const override { return state_ == State::open; }

private:
    enum class State { idle, dialing, opening, open };

    // Tunnel::Owner
    void on_dialed(const std::string& how) override;
    void on_moved() override;
    void on_over(Tunnel& tunnel) override;
    // Readiness::Watcher: the library's own descriptor
    void on_ready() override { on_moved(); }
    void do_chores() override;

    void set_callbacks();
    template <class Event>
    static void tell(void* user, Event event);
    void open_session();
    void be_refused();
    int connect_library(std::uint16_t port);
    template <class Call>
    int call(Call library_call);
    void read();
    void write();
    void settle();
    void watch();
    void unwatch();
    void deliver();

    void on_connack(int code, int flags);
    void on_library_closed(int code);
    void fail(const std::string& why);
    std::string ending(int code) const;
    void to_idle();
    void part();
    void bury(std::unique_ptr<Tunnel> tunnel);

    /// Something the library has told about its connection number `attempt`.
    struct Told {
        std::uint32_t attempt;
        std::function<void()> event;
    };

    World& world_;
    Gateway& gateway_;
    const std::string device_;
    const std::string address_;
    const ClientSettings& settings_;
    const ClientIdentity identity_;
    ClientEvents& events_;

    MosquittoHandle library_;         ///< made for the first connect after power-on
    std::unique_ptr<Tunnel> tunnel_;  ///< of the connection in use, if any
    std::vector<std::unique_ptr<Tunnel>> parting_;
    std::vector<std::unique_ptr<Tunnel>> buried_;
    std::vector<Told> told_;  ///< not passed on yet
    State state_ = State::idle;
    std::uint32_t attempt_ = 0;  ///< counts connects
    bool in_library_ = false;
    bool delivering_ = false;
    bool ending_by_us_ = false;
    bool writing_ = false;
    int descriptor_ = -1;  ///< the library's, while it is watched
    int expected_ = -1;    ///< the library's, while the other end has not been accepted
    Readiness::Ticket ticket_ = 0;
    std::optional<Chores::Place> chores_;
    Timers::Id deadline_ = 0;
    Timers::Id sweep_ = 0;
};

}  // namespace breakwire::devices
