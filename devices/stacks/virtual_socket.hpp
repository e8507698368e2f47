#pragma once

#include <sys/types.h>

#include <memory>
#include <span>
#include <string>

#include "sim/base/byte_queue.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::devices {

/// A connection of the virtual network with two faces: to a program it is a TCP socket that answers
/// system calls, to its owner a connection that it dials, watches and ends.
///
/// The program must be asked to connect only when the owner knows how the virtual handshake ended,
/// since its call cannot wait. What it writes stays here until the owner, when the program has
/// returned, lets it go by `flush`: whoever reads the record of what is sent may then call the
/// program again. Once the program has closed its socket, this stays until the peer has closed too;
/// what still comes is dropped without an RST, which could overtake the program's last words at the
/// peer. Not to be destroyed while the program holds it, nor from inside one of its own calls to
/// its owner.
class VirtualSocket final : private sim::SocketEvents {
public:
    class Owner {
    public:
        virtual ~Owner() = default;
        /// The virtual handshake is over: `how` is empty, or says why there is no connection.
        virtual void on_dialed(const std::string& how) = 0;
        /// The program has something new to read: octets, their end, or an error.
        virtual void on_readable() = 0;
        /// The program may have room again for what it could not write.
        virtual void on_writable() = 0;
        /// Both sides have ended, and the program does not hold it.
        virtual void on_over(VirtualSocket& socket) = 0;
    };

    /// How many octets a program may be ahead of the peer's acknowledgements, as in a kernel's
    /// send buffer.
    static constexpr std::size_t send_buffer = 64 * 1024;

    /// Dials at once.
    VirtualSocket(sim::Dialer& dialer, const std::string& device, Owner& owner);
    ~VirtualSocket() override;

    // The program's face: results and errno are those of Linux for a non-blocking TCP socket
    // (socket(7), tcp(7), and the manual page of each call).
    void open();  ///< as `socket`: from now on the program holds it
    int connect();
    ssize_t read(std::span<std::byte> into);
    ssize_t write(ByteView bytes);
    /// `fcntl`: F_GETFL and F_SETFL, whose flags are kept and change nothing.
    int control(int command, int argument);
    int close();

    // The owner's face.
    bool held() const { return held_; }  ///< by the program
    /// Whether `read` would answer anything but EAGAIN.
    bool readable() const { return !arrived_.empty() || end_of_stream_ || error_ != 0; }
    /// Whether `write` would.
    bool writable() const { return room() > 0 || closed_to_writing_ || error_ != 0; }
    ByteView unread() const { return arrived_.view(0, arrived_.size()); }
    ByteView unsent() const { return written_.view(0, written_.size()); }
    /// Sends what the program has written and, if it has closed, the FIN behind it.
    void flush();
    /// Ends the connection from this side: FIN to the network, and an RST for the program if it
    /// still holds it. An unanswered SYN is forgotten.
    void abandon();
    /// Gone without a word.
    void vanish();
    bool over() const { return !held_ && finished_ && peer_ended_; }
    /// How the peer ended the connection: "FIN", "RST"... Empty if it has not.
    std::string peer_end() const { return peer_end_ ? *peer_end_ : ""; }

private:
    void on_established() override;
    void on_refused() override;
    void on_timed_out() override;
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_acknowledged() override;
    void on_failed(const std::string& why) override;

    std::size_t room() const;
    int take_error();
    void dialed(int outcome, const std::string& how);
    void broken(int error, const std::string& how);
    void finish();
    void report_if_over();

    Owner& owner_;
    ByteQueue arrived_;
    ByteQueue written_;
    std::unique_ptr<const std::string> peer_end_;
    int outcome_;    ///< of the handshake, as an errno
    int error_ = 0;  ///< of the connection, until the program is told, once
    int flags_;
    bool held_ = false;
    bool connected_ = false;  ///< the program is
    bool end_of_stream_ = false;
    bool closed_to_writing_ = false;
    bool finished_ = false;  ///< this side is: the network has been told all
    bool peer_ended_ = false;
    /// Last, so that it goes first: it may tell its events until then.
    std::unique_ptr<sim::Socket> socket_;
};

}  // namespace breakwire::devices
