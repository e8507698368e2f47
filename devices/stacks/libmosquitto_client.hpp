#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "devices/stacks/keep_alive.hpp"
#include "devices/stacks/mosquitto_library.hpp"
#include "devices/stacks/stack.hpp"
#include "devices/stacks/virtual_socket.hpp"

namespace breakwire::devices {

/// One libmosquitto client by its external loop, on the virtual network and in simulated time.
///
/// The library is called only from `ask`, never from inside one of its own callbacks: these put
/// what they have to tell into a queue, which is told when the library has returned. What arrives
/// the library reads at once, and what it writes goes out at once, each at its own instant. It is
/// woken only when its keep alive has something to do, so an idle connection costs nothing between
/// two PINGREQs.
class LibmosquittoClient final : public Client, private VirtualSocket::Owner {
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
    struct Account {
        std::optional<std::string> user;
        std::optional<std::string> password;
    };
    static std::unique_ptr<const Account> account_of(ClientIdentity& identity);
    ClientIdentity identity() const;

    // VirtualSocket::Owner
    void on_dialed(const std::string& how) override;
    void on_readable() override;
    void on_writable() override { settle(); }
    void on_over(VirtualSocket& socket) override;

    void set_callbacks();
    template <class Event>
    static void tell(void* user, Event event);
    void open_session();
    int connect_library();
    template <class Call>
    int ask(Call library_call);
    template <class Call>
    int call(Call library_call);
    void read();
    void write();
    void flush();
    void settle();
    void deliver();

    Duration uptime() const { return age_ + world_.timers.now().time_since_epoch(); }
    KeepAlive::Seconds clock() const { return std::chrono::floor<KeepAlive::Seconds>(uptime()); }
    void plan_look();
    void look();

    void on_connack(int code, int flags, std::optional<KeepAlive::Seconds> keep_alive);
    void on_library_closed(int code);
    void fail(const std::string& why);
    std::string ending(int code) const;
    void to_idle();
    void part();
    void bury(std::unique_ptr<VirtualSocket> socket);

    /// Something the library has told about its connection number `attempt`.
    struct Told {
        std::uint32_t attempt;
        std::function<void()> event;
    };

    /// Connections that are not in use any more.
    struct Earlier {
        std::vector<std::unique_ptr<VirtualSocket>> parting;  ///< the peer has not ended it yet
        std::vector<std::unique_ptr<VirtualSocket>> buried;
        Timers::Id sweep = 0;  ///< frees the buried
    };
    Earlier& earlier();

    World& world_;
    const std::string& device_;
    const ClientSettings& settings_;
    const std::string client_id_;
    const std::unique_ptr<const Account> account_;  ///< null without a user
    ClientEvents& events_;
    /// How long the device's clock had been running when the simulation began. The fraction of a
    /// second is each device's own, or they would all send their PINGREQs in the same instants.
    const Duration age_;

    MosquittoHandle library_;                    ///< made for the first connect after power-on
    std::unique_ptr<VirtualSocket> connection_;  ///< the one in use, if any
    std::unique_ptr<Earlier> earlier_;           ///< null if it never had another
    std::unique_ptr<std::vector<Told>> told_;    ///< not passed on yet; null if there is nothing
    KeepAlive keep_alive_;
    const mqtt::Version version_;
    State state_ = State::idle;
    std::uint32_t attempt_ = 0;  ///< counts connects
    bool delivering_ = false;
    bool ending_by_us_ = false;
    Timers::Id deadline_ = 0;  ///< of the attempt
    Timers::Id look_ = 0;      ///< when the library looks after its keep alive
};

}  // namespace breakwire::devices
