#pragma once

#include <memory>
#include <string>

#include "devices/stacks/reasons.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::devices {

/// One virtual connection of a client, cut into packets. It outlives its use: after `finish` it
/// stays, deaf, until the peer has closed its side too. Not to be destroyed from inside one of its
/// own calls to its owner.
class PacketLine final : private sim::SocketEvents {
public:
    class Owner {
    public:
        virtual ~Owner() = default;
        virtual void on_open() = 0;
        virtual void on_packet(const mqtt::Packet& packet) = 0;
        /// What came is no packet of this version.
        virtual void on_malformed(const std::string& why) = 0;
        /// The connection in use has ended, or never came about.
        virtual void on_end(const std::string& how) = 0;
        /// One that was finished is over.
        virtual void on_over(PacketLine& line) = 0;
    };
    enum class State { dialing, open, parting, over };

    /// Dials at once.
    PacketLine(sim::Dialer& dialer, const std::string& device, mqtt::Version version, Owner& owner);

    void send(ByteView bytes) { socket_->send(bytes); }
    /// Ends this side: FIN if it is open, nothing if the peer never answered. From now on nothing
    /// that comes is told but the end.
    void finish();
    /// Gone without a word.
    void vanish();
    State state() const { return state_; }
    bool open() const { return state_ == State::open; }

private:
    void on_established() override;
    void on_refused() override { end(reasons::refused); }
    void on_timed_out() override { end(open() ? reasons::given_up : reasons::timed_out); }
    void on_data(ByteView bytes) override;
    void on_fin() override { end(reasons::fin); }
    void on_reset() override { end(reasons::rst); }
    void on_failed(const std::string& why) override { end(why); }
    void end(const std::string& how);
    void take_packet(const mqtt::Decoded<Bytes>& framed);

    Owner& owner_;
    const mqtt::Version version_;
    mqtt::Framer framer_;
    State state_ = State::dialing;
    bool peer_ended_ = false;
    /// Last, so that it goes first: it may tell its events until then.
    std::unique_ptr<sim::Socket> socket_;
};

}  // namespace breakwire::devices
