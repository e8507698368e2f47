#include "sim/net/connection_end.hpp"

#include <utility>

#include "sim/net/connection.hpp"
#include "sim/net/device_host.hpp"

namespace breakwire::sim {

/// What the application holds. It keeps the connection, and so its end, in being.
class ConnectionEnd::Handle final : public Socket {
public:
    explicit Handle(std::shared_ptr<ConnectionEnd> end) : end_(std::move(end)) {}
    ~Handle() override { end_->dropped(); }

    ConnectionId id() const override { return end_->connection_.id(); }
    void send(ByteView bytes) override { end_->send(bytes); }
    void finish() override { end_->finish(); }
    void reset() override { end_->reset(); }
    void vanish() override { end_->vanish(); }
    std::size_t unacknowledged() const override { return end_->unacknowledged(); }
    void hold(bool on) override { end_->hold(on); }

private:
    std::shared_ptr<ConnectionEnd> end_;
};

ConnectionEnd::ConnectionEnd(Connection& connection, Tap tap, const TapSide& watched,
                             const TcpSettings& tcp)
    : connection_(connection),
      point_{watched, connection.device().name(), connection.id(), tap, connection.device().sealed},
      outward_(outward(), *this, point_.sealed),
      inward_(inward(), *this, point_.sealed),
      tcp_(*this, watched.timers, tcp) {}

std::unique_ptr<Socket> ConnectionEnd::open(SocketEvents& events) {
    events_ = &events;
    look_whether_to_read();
    return std::make_unique<Handle>(
        std::shared_ptr<ConnectionEnd>(connection_.shared_from_this(), this));
}

// --- The application ----------------------------------------------------------------------------

void ConnectionEnd::send(ByteView bytes) {
    if (events_ == nullptr || finished_ || bytes.empty()) return;
    outward_.data(bytes);
}

void ConnectionEnd::finish() {
    if (events_ == nullptr || std::exchange(finished_, true)) return;
    outward_.end(Transport::fin);
}

void ConnectionEnd::reset() {
    if (events_ == nullptr) return;
    events_ = nullptr;
    if (tcp_.over()) return;
    inward_.stop();
    outward_.end(Transport::rst);
}

void ConnectionEnd::vanish() {
    if (events_ == nullptr) return;
    events_ = nullptr;
    stop_paths();
    if (tcp_.over()) return;
    record(Transport::vanished, outward());
    tcp_.vanish();
}

void ConnectionEnd::hold(bool on) {
    held_ = on;
    look_whether_to_read();
}

void ConnectionEnd::look_whether_to_read() {
    const auto& stopped = connection_.device().stops_reading;
    tcp_.hold(held_ || stopped.at(static_cast<std::size_t>(side())) > 0);
}

void ConnectionEnd::dropped() {
    if (!finished_) return reset();
    events_ = nullptr;
    inward_.stop();
}

// --- TCP ----------------------------------------------------------------------------------------

void ConnectionEnd::transmit(TcpSegment segment) {
    connection_.transmit(outward(), std::move(segment));
}

void ConnectionEnd::on_established() {
    record(Transport::established, inward(), connection_.device().address);
    const bool dialled = point_.tap == Tap::client;
    if (dialled && events_ != nullptr) events_->on_established();
}

void ConnectionEnd::on_refused() {
    record(Transport::refused, inward());
    tell_last(&SocketEvents::on_refused);
}

void ConnectionEnd::on_timed_out() {
    stop_paths();
    record(Transport::timed_out, inward());
    tell_last(&SocketEvents::on_timed_out);
}

void ConnectionEnd::on_data(ByteView bytes) {
    if (deaf_) return;
    // As a kernel answers data for a socket that has been closed.
    if (events_ == nullptr) return outward_.end(Transport::rst);
    inward_.data(bytes);
}

void ConnectionEnd::on_fin() {
    if (!deaf_) inward_.end(Transport::fin);
}

void ConnectionEnd::on_reset() {
    if (!deaf_) inward_.end(Transport::rst);
}

void ConnectionEnd::on_acknowledged() {
    if (events_ != nullptr) events_->on_acknowledged();
}

void ConnectionEnd::on_over() { connection_.check_over(); }

// --- What has come through a path ---------------------------------------------------------------

void ConnectionEnd::pass(Direction direction, ByteView bytes) {
    if (direction == outward()) {
        tcp_.send(bytes);
    } else if (events_ != nullptr) {
        events_->on_data(bytes);
    }
}

void ConnectionEnd::pass_end(Direction direction, Transport how) {
    const bool reset = how == Transport::rst;
    if (direction == outward()) {
        reset ? tcp_.reset() : tcp_.finish();
    } else if (reset) {
        stop_paths();
        tell_last(&SocketEvents::on_reset);
    } else if (events_ != nullptr) {
        events_->on_fin();
    }
}

/// Not at once: the application may be in the middle of sending what the fault has seen.
void ConnectionEnd::send_back(Direction direction, Bytes bytes) {
    PacketPath& path = direction == outward() ? inward_ : outward_;
    point_.side.timers.at(
        point_.side.timers.now(),
        [&path, alive = keep_alive(), bytes = std::move(bytes)] { path.insert(bytes); });
}

std::shared_ptr<void> ConnectionEnd::keep_alive() { return connection_.shared_from_this(); }

void ConnectionEnd::tell_last(void (SocketEvents::*what)()) {
    if (SocketEvents* events = std::exchange(events_, nullptr)) (events->*what)();
}

void ConnectionEnd::stop_paths() {
    outward_.stop();
    inward_.stop();
}

// --- Faults -------------------------------------------------------------------------------------

bool ConnectionEnd::end_by_fault(Ending how) {
    if (events_ == nullptr || deaf_ || tcp_.over()) return false;
    if (how == Ending::silent) {
        connection_.silence();
        return true;
    }
    // A fault stands on the broker's side of the client's tap, a lie on the broker's side of the
    // broker's: what either makes passes the tap on its way down.
    forge_end(how, Direction::down);
    how == Ending::rst ? tcp_.reset() : tcp_.finish();
    return true;
}

void ConnectionEnd::end_on_wire(Ending how, std::uint64_t end) {
    if (how == Ending::silent) return connection_.silence();
    if (tcp_.over()) return;
    if (events_ != nullptr && !deaf_) forge_end(how, inward());
    how == Ending::rst ? tcp_.reset() : tcp_.finish_at(end);
}

bool ConnectionEnd::half_close() {
    if (events_ == nullptr || finished_ || deaf_ || tcp_.over()) return false;
    tcp_.finish();
    return true;
}

/// This end's application hears of it in the next step of the kernel, and of nothing more.
void ConnectionEnd::forge_end(Ending how, Direction recorded) {
    deaf_ = true;
    stop_paths();
    record(how == Ending::rst ? Transport::rst : Transport::fin, recorded);
    point_.side.timers.at(point_.side.timers.now(),
                          [this, alive = keep_alive(), how] { told_of_forged(how); });
}

void ConnectionEnd::told_of_forged(Ending how) {
    if (how == Ending::rst) {
        tell_last(&SocketEvents::on_reset);
    } else if (events_ != nullptr) {
        events_->on_fin();
    }
}

}  // namespace breakwire::sim
