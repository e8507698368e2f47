#include "devices/stacks/watched_dialer.hpp"

#include "devices/stacks/reasons.hpp"

namespace breakwire::devices {

/// One connection, between its owner and the network. One that is not the latest is carried on, but
/// no longer spoken of.
class WatchedDialer::Watched final : public sim::Socket, private sim::SocketEvents {
public:
    Watched(WatchedDialer& dialer, const std::string& device, sim::SocketEvents& owner)
        : dialer_(dialer),
          number_(++dialer.dialled_),
          owner_(owner),
          socket_(dialer.network_.dial(device, *this)) {}

    sim::ConnectionId id() const override { return socket_->id(); }
    void send(ByteView bytes) override { socket_->send(bytes); }
    void finish() override { socket_->finish(); }
    void reset() override { socket_->reset(); }
    void vanish() override { socket_->vanish(); }
    std::size_t unacknowledged() const override { return socket_->unacknowledged(); }
    void hold(bool on) override { socket_->hold(on); }

private:
    bool latest() const { return number_ == dialer_.dialled_; }
    void note(const std::string& how) {
        if (latest() && dialer_.ended_by_.empty()) dialer_.ended_by_ = how;
    }

    void on_established() override {
        if (latest()) dialer_.established_ = true;
        owner_.on_established();
    }
    void on_refused() override {
        note(reasons::refused);
        owner_.on_refused();
    }
    void on_timed_out() override {
        note(latest() && dialer_.established_ ? reasons::given_up : reasons::timed_out);
        owner_.on_timed_out();
    }
    void on_data(ByteView bytes) override { owner_.on_data(bytes); }
    void on_fin() override {
        note(reasons::fin);
        owner_.on_fin();
    }
    void on_reset() override {
        note(reasons::rst);
        owner_.on_reset();
    }
    void on_acknowledged() override { owner_.on_acknowledged(); }
    void on_failed(const std::string& why) override {
        note(why);
        owner_.on_failed(why);
    }

    WatchedDialer& dialer_;
    const std::uint64_t number_;
    sim::SocketEvents& owner_;
    std::unique_ptr<sim::Socket> socket_;
};

std::unique_ptr<sim::Socket> WatchedDialer::dial(const std::string& device,
                                                 sim::SocketEvents& owner) {
    established_ = false;
    ended_by_.clear();
    return std::make_unique<Watched>(*this, device, owner);
}

}  // namespace breakwire::devices
