#pragma once

#include <memory>
#include <string>

#include "devices/stacks/gateway.hpp"

namespace breakwire::devices {

/// Joins a virtual connection to our end of the loopback connection that a client library has
/// opened: bytes, FIN and RST pass from one to the other as what they are.
///
/// Once the library has closed its end, the tunnel stays until the peer has closed too; what still
/// comes is dropped without an RST, which could overtake the library's DISCONNECT at the broker.
/// Not to be destroyed from inside one of its own calls to its owner.
class Tunnel final : private sim::SocketEvents, private Readiness::Watcher {
public:
    class Owner {
    public:
        virtual ~Owner() = default;
        /// The virtual handshake is over: `how` is empty, or says why there is no connection.
        virtual void on_dialed(const std::string& how) = 0;
        /// Something was put into the library's socket, or taken out.
        virtual void on_moved() = 0;
        /// Both sides have ended.
        virtual void on_over(Tunnel& tunnel) = 0;
    };

    /// Octets the network has not acknowledged before the library's are left in its socket: a
    /// send buffer, as a device's kernel has one.
    static constexpr std::size_t send_buffer = 256 * 1024;

    /// Dials at once.
    Tunnel(World& world, const std::string& device, Owner& owner);
    ~Tunnel() override;

    /// Our end, once the library has connected.
    void attach(Descriptor end);
    bool attached() const { return static_cast<bool>(end_); }
    /// Passes on what the library has written by now. Says whether there was anything.
    bool drain();
    /// Ends the connection from this side, without the library: FIN to the network, RST to the
    /// library if it is still there. An unanswered SYN is forgotten.
    void abandon();
    /// Gone without a word.
    void vanish();
    bool over() const { return library_ended_ && peer_ended_; }
    /// How the peer ended the connection: "FIN", "RST"... Empty if it has not.
    const std::string& peer_end() const { return peer_end_; }

private:
    void on_established() override;
    void on_refused() override;
    void on_timed_out() override;
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_acknowledged() override;
    void on_ready() override;

    void broken(const char* how);
    ByteView send_now(ByteView bytes);
    void flush();
    void choose_events(bool full);
    void library_closed();
    void drop_end();
    void report_if_over();

    Gateway& gateway_;
    Owner& owner_;
    Descriptor end_;
    Readiness::Ticket ticket_ = 0;
    Bytes pending_;  ///< from the network, while the library's socket is full
    std::string peer_end_;
    bool full_ = false;     ///< the send buffer is; nothing is taken from the library
    bool writing_ = false;  ///< waiting for room in the library's socket
    bool established_ = false;
    bool library_ended_ = false;
    bool peer_ended_ = false;
    /// Last, so that it goes first: it may tell its events until then.
    std::unique_ptr<sim::Socket> socket_;
};

}  // namespace breakwire::devices
