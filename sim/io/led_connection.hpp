#pragma once

#include <cstdint>
#include <memory>

#include "sim/io/lockstep_protocol.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::sim {

class LedProcess;

/// One connection between the virtual network and a led process: the virtual socket, and our end
/// of the stream whose other end the process holds.
///
/// What comes from the network waits here until the process gets the turn; what the process has
/// written is taken out when its turn is over. Both streams are local and synchronous: what is
/// written can be read at once.
class LedConnection final : public SocketEvents {
public:
    enum class Delivery { post, settle, data, fin, reset };

    LedConnection(LedProcess& process, std::uint32_t number, int end);
    ~LedConnection() override;

    std::uint32_t number() const { return number_; }
    bool over() const { return end_ < 0; }
    void use(std::unique_ptr<Socket> socket) { virtual_ = std::move(socket); }
    /// The descriptor by which the process knows it.
    void known_as(int descriptor) { descriptor_ = descriptor; }
    int descriptor() const { return descriptor_; }

    // --- While the process does not run: from the network to the process.

    /// Puts up to `chunk` octets into the stream. Returns whether all that waits is in.
    bool put_data();
    /// Octets put in so far.
    std::uint64_t put() const { return put_; }
    /// Ends our direction once all data is in.
    void put_fin();
    /// Closes our end by an RST; on TCP only.
    void put_rst();
    /// Closes our end as it is. The process has an RST before it if `LedProcess` took care of it.
    void drop();
    /// The process is gone: so is the connection, if it has not ended by itself.
    void abandon();
    /// The process's host is gone, and nobody hears of it.
    void vanish();
    bool blocked() const { return blocked_; }

    // --- After its turn: from the process to the network.

    /// What is known of the process's end.
    struct Theirs {
        bool gone = false;        ///< it is closed
        bool aborted = false;     ///< by an RST
        std::uint64_t total = 0;  ///< octets to wait for; `lockstep::never`: until the end
        /// Octets after which nothing more is to be read for now; `lockstep::never`: not known.
        std::uint64_t sent = lockstep::never;
    };
    /// Takes out what the process has written.
    void take(const Theirs& theirs);

    void on_established() override;
    void on_refused() override;
    void on_timed_out() override;
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_acknowledged() override;

    /// Octets in one delivery: the process looks at them before more come.
    static constexpr std::size_t chunk = 32 * 1024;
    /// Octets waiting for one side before the other is no longer read.
    static constexpr std::size_t backlog_limit = 256 * 1024;

    /// For a connection that the process asked for: keeps its end from being writable until the
    /// outcome is known, as that of a TCP socket that connects is. `theirs` is its end.
    void hold_back(int theirs);

private:
    bool read_once(const Theirs& theirs);
    bool comes_late(std::uint64_t total) const;
    void hand_on();
    void ended(bool reset);
    void outcome(int error);
    void release();

    LedProcess& process_;
    std::uint32_t number_;
    int end_;
    int descriptor_ = -1;
    std::unique_ptr<Socket> virtual_;
    Bytes waiting_;           ///< not yet in the stream
    bool blocked_ = false;    ///< the process does not read, and the stream is full
    bool fin_waits_ = false;  ///< behind `waiting_`
    bool process_finished_ = false;
    bool device_finished_ = false;
    std::uint64_t put_ = 0;
    std::uint64_t taken_ = 0;
    Bytes taken_now_;            ///< of them, not yet handed on
    bool process_ends_ = false;  ///< behind those
    bool choked_ = false;        ///< more is not taken out until the network has room
    int held_ = -1;              ///< their end, while the connect is under way
    std::size_t fill_ = 0;       ///< octets of ours that make it unwritable
};

}  // namespace breakwire::sim
