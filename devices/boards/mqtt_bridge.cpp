#include "devices/boards/mqtt_bridge.hpp"

#include <utility>

namespace breakwire::devices {

MqttBridge::MqttBridge(const LineSurroundings& around, std::string name,
                       const LineSettings& settings, sim::Dialer& dialer, std::string device,
                       Listener listener)
    : timers_(around.timers),
      dialer_(dialer),
      device_(std::move(device)),
      listener_(std::move(listener)),
      finder_(
          {[this](ByteView bytes) { send(bytes); }, [this](ByteView connect) { begin(connect); }}),
      line_(around, std::move(name), settings, *this) {}

MqttBridge::~MqttBridge() {
    timers_.cancel(release_);
    timers_.cancel(carrier_back_);
}

// --- The line's side ----------------------------------------------------------------------------

void MqttBridge::on_open() {
    if (listener_.on_open) listener_.on_open();
}

void MqttBridge::on_bytes(ByteView bytes) {
    finder_.feed(bytes);
    hold_or_release();
}

/// The last octet of a payload may look like the start of a CONNECT. The board then waits for an
/// answer that the broker can only give if it gets that octet.
void MqttBridge::hold_or_release() {
    timers_.cancel(std::exchange(release_, 0));
    if (finder_.held() == 0) return;
    release_ = timers_.after(hold_limit, [this] {
        release_ = 0;
        finder_.release();
    });
}

void MqttBridge::on_hang_up(const std::string& why) {
    timers_.cancel(std::exchange(release_, 0));
    finder_.release();
    finder_.forget();
    if (socket_) note("connection ended: " + why);
    end(line_.settings().on_hangup);
    if (listener_.on_hang_up) listener_.on_hang_up(why);
}

void MqttBridge::on_drained() {
    if (socket_ && std::exchange(held_back_, false)) socket_->hold(false);
}

void MqttBridge::begin(ByteView connect) {
    if (socket_) note("CONNECT: the old connection is ended");
    end(line_.settings().on_reconnect);
    ++counts_.connections;
    counts_.octets_up += connect.size();
    waiting_ = to_bytes(connect);
    socket_ = dialer_.dial(device_, *this);
}

void MqttBridge::send(ByteView bytes) {
    if (!socket_) {
        counts_.octets_outside += bytes.size();
        return;
    }
    counts_.octets_up += bytes.size();
    if (!established_) {
        waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    } else {
        socket_->send(bytes);
    }
    const std::size_t waiting = waiting_.size() + socket_->unacknowledged();
    if (waiting <= unacknowledged_limit) return;
    note("connection reset: the broker takes nothing of what the board says");
    end(ConnectionEnd::rst);
    notify_board();
}

void MqttBridge::unplug(ConnectionEnd how) {
    end(how);
    line_.unplug();
}

// --- The broker's side --------------------------------------------------------------------------

void MqttBridge::end(ConnectionEnd how) {
    const auto socket = std::move(socket_);
    socket_ = nullptr;
    waiting_.clear();
    held_back_ = false;
    const bool was_established = std::exchange(established_, false);
    if (!socket) return;
    // One that has not come about yet has nothing to finish: dropping it is all.
    if (how == ConnectionEnd::silent) socket->vanish();
    if (how == ConnectionEnd::fin && was_established) socket->finish();
    if (how == ConnectionEnd::rst) socket->reset();
}

void MqttBridge::on_established() {
    established_ = true;
    socket_->send(std::exchange(waiting_, {}));
}

void MqttBridge::on_data(ByteView bytes) {
    counts_.octets_down += bytes.size();
    line_.write(bytes);
    if (socket_ && line_.unwritten() > backlog_limit) {
        held_back_ = true;
        socket_->hold(true);
    }
}

void MqttBridge::on_refused() { lost("refused"); }
void MqttBridge::on_timed_out() { lost("timed out"); }
void MqttBridge::on_reset() { lost("RST"); }
void MqttBridge::on_failed(const std::string& why) { lost(why); }

void MqttBridge::on_fin() {
    end(ConnectionEnd::fin);
    lost("FIN");
}

void MqttBridge::lost(const std::string& how) {
    socket_.reset();
    established_ = held_back_ = false;
    waiting_.clear();
    note("connection ended by the broker's side: " + how);
    notify_board();
}

void MqttBridge::notify_board() {
    const ClosingNotice notice = line_.settings().on_close;
    if (notice == ClosingNotice::send_break) line_.send_break(notice_length);
    if (notice != ClosingNotice::drop_dtr) return;
    line_.set_modem_line(ModemLine::dtr, false);
    timers_.cancel(carrier_back_);
    carrier_back_ = timers_.after(notice_length, [this] {
        carrier_back_ = 0;
        line_.restore_modem_line(ModemLine::dtr);
    });
}

void MqttBridge::note(const std::string& what) const {
    if (listener_.on_note) listener_.on_note(what);
}

}  // namespace breakwire::devices
