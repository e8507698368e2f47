#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/faults/process_port.hpp"
#include "sim/io/child_process.hpp"
#include "sim/io/control_channel.hpp"
#include "sim/io/led_connection.hpp"
#include "sim/io/led_transport.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {

/// An unmodified program that lives in simulated time: it runs under the time shim, in lock-step
/// with a driver that jumps. It may be started, end and be started again; it is one participant all
/// the while.
///
/// Exactly one side runs at a time. The process gets the turn when something is due for it or has
/// reached it, one thing per turn, and gives it back when it waits; then everything it did is taken
/// out: octets, connections, lines of output, its end.
class LedProcess final : public Participant {
public:
    /// What comes of a lookup.
    struct Lookup {
        int error = 0;              ///< of getaddrinfo(3): EAI_NONAME...; 0: found
        std::uint32_t address = 0;  ///< IPv4, host byte order
        Duration takes{};           ///< until the process knows
    };
    struct Events {
        /// Each whole line of its standard output and error.
        std::function<void(std::string_view line)> on_line;
        /// Once, after the last line.
        std::function<void(const ChildExit&)> on_exit;
        /// It waits for the first time and listens.
        std::function<void()> on_ready;
        /// It connects to `address` (IPv4, host byte order) and `port`. Null: nobody is there.
        std::function<std::unique_ptr<Socket>(std::uint32_t address, std::uint16_t port,
                                              SocketEvents& events)>
            dial;
        /// The one host name that is answered for, by `look_up`; empty: lookups are the machine's.
        std::string host_name{};
        std::function<Lookup()> look_up{};
    };

    /// `shim`: the library to preload. `io`, `driver` and `kernel` must outlive the process; it
    /// joins the driver for good.
    LedProcess(boost::asio::io_context& io, TimeDriver& driver, Kernel& kernel,
               std::filesystem::path shim, std::uint64_t seed,
               std::unique_ptr<LedTransport> transport = std::make_unique<LocalTransport>());
    ~LedProcess() override;

    /// Not from inside the kernel, and only while none is running. Throws `EnvironmentError`.
    void start(ChildCommand command, Events events);
    /// Kills it and says nothing; its connections are reset.
    void end();
    /// Its host loses its power: it and its connections are gone without a word.
    void vanish();
    bool running() const;
    pid_t pid() const;
    /// Sends a signal to its group. It is noticed when the process next gets the turn, which is at
    /// the present instant.
    void signal(int number);
    /// While held the process gets no turn, as if stopped; what reaches it waits in its host.
    void hold(bool on);
    /// CLOCK_REALTIME jumps, for this life and those to come.
    void jump_clock(Duration by);
    /// From now on `operation` on regular files fails with `error`, an errno; 0: no more.
    void fail_files(FileOperation operation, int error);
    /// A connection from outside to a port the process listens on.
    void connect(std::unique_ptr<Incoming> incoming, std::uint16_t port);

    std::optional<Instant> next_deadline() override;
    Instant advance(Instant now, Instant horizon) override;
    void deliver() override;
    bool quiescent() override;

    /// How long a turn may take on the wall clock before the process is given up: `advance` throws
    /// `EnvironmentError`, saying where it hangs.
    void limit_turns(std::chrono::milliseconds limit) { turn_limit_ = limit; }

private:
    friend class LedConnection;
    struct Item {
        std::uint32_t connection;
        LedConnection::Delivery kind;
    };
    // For connections.
    void queue(std::uint32_t connection, LedConnection::Delivery kind);
    void look_again(std::uint32_t connection);
    void connection_over();
    void settle_connect(const LedConnection& connection, int error);

    void set_up_machine();
    bool has_work() const;
    void take_turn(Instant now, Instant horizon);
    bool bring_next();
    void bring(const Item& item);
    void put_rest_later(LedConnection& connection);
    void promise(lockstep::Promise what, const LedConnection& connection);
    void reset(LedConnection& connection);
    void await_report();
    bool answer(const lockstep::Report& report);
    void reap();

    void answer_question(const lockstep::Report& question);
    void let_connect(const lockstep::Report& report);
    void let_resolve();
    LedConnection& add_connection(const LedTransport::Opened& opened);
    LedConnection* find(std::uint32_t number);
    std::uint64_t received_by_process(const LedConnection& connection) const;

    void take_touched();
    void take_touched(std::uint32_t descriptor);
    std::uint64_t late(const lockstep::Descriptor& theirs, bool closed) const;
    std::uint64_t sent(const lockstep::Descriptor& theirs, bool closed) const;
    void tell_end();
    void forget_connections();
    void sweep();

    boost::asio::io_context& io_;
    TimeDriver& driver_;
    Kernel& kernel_;
    std::filesystem::path shim_;
    std::uint64_t seed_;
    std::unique_ptr<LedTransport> transport_;
    std::chrono::milliseconds turn_limit_ = std::chrono::seconds(20);
    std::uint64_t lives_ = 0;
    Duration clock_offset_{};  ///< by which the date has jumped
    std::map<FileOperation, int> file_errors_;
    Events events_;

    // This life.
    std::unique_ptr<ControlChannel> channel_;
    std::unique_ptr<ChildProcess> child_;
    std::map<std::uint32_t, std::uint32_t> by_descriptor_;
    std::vector<std::string> lines_;
    std::optional<ChildExit> exit_;
    std::optional<lockstep::Report> question_;  ///< to be answered at its own instant
    std::optional<lockstep::Grant> reply_;
    int reply_descriptor_ = -1;
    std::uint64_t wake_ = lockstep::never;
    std::uint64_t full_writes_ = 0;
    bool booted_ = false;  ///< it has had its first turn
    bool ready_told_ = false;
    bool interrupted_ = false;
    bool must_look_ = false;
    bool ending_ = false;
    bool held_ = false;
    bool any_over_ = false;  ///< some of `connections_`

    std::deque<Item> items_;  ///< what is to reach the process, one a turn
    std::map<std::uint32_t, std::unique_ptr<LedConnection>> connections_;
    std::map<std::uint32_t, std::uint64_t> blocked_;  ///< -> octets received when it stopped
    std::set<std::uint32_t> choked_;
    std::uint32_t dialed_ = 0;  ///< connections that the process asked for
};

}  // namespace breakwire::sim
