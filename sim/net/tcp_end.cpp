#include "sim/net/tcp_end.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::sim {

TcpEnd::TcpEnd(Host& host, Timers& timers, const TcpSettings& settings)
    : host_(host),
      timers_(timers),
      settings_(settings),
      window_(static_cast<std::uint32_t>(settings.segment_size)) {}

void TcpEnd::connect() { begin_handshake(State::syn_sent); }

void TcpEnd::accept() {
    if (state_ != State::fresh) return;
    expected_ = 1;
    begin_handshake(State::syn_received);
}

void TcpEnd::refuse() {
    if (state_ != State::fresh) return;
    expected_ = 1;
    end(nullptr);
    send_reset();
}

void TcpEnd::send(ByteView bytes) {
    if (over() || finishing_) return;
    if (all_acknowledged()) waiting_since_ = timers_.now();
    buffer_.append(bytes);
    stream_end_ += bytes.size();
    pump();
}

void TcpEnd::finish() {
    if (over() || finishing_) return;
    if (all_acknowledged()) waiting_since_ = timers_.now();
    finishing_ = true;
    pump();
}

void TcpEnd::finish_at(std::uint64_t end) {
    if (over() || end < stream_start() || end > stream_end_) return finish();
    buffer_.truncate(static_cast<std::size_t>(end - stream_start()));
    stream_end_ = end;
    finishing_ = false;  // Its own FIN, if there was one, came behind what is forgotten.
    next_ = std::min(next_, end);
    max_ = std::min(max_, end);
    finish();
}

void TcpEnd::reset() {
    if (over()) return;
    // Before the SYN is answered there is no peer to tell (RFC 9293 section 3.10.5).
    if (state_ != State::syn_sent && state_ != State::fresh) send_reset();
    end(nullptr);
}

void TcpEnd::vanish() {
    if (over()) return;
    end(nullptr);
    state_ = State::vanished;
}

void TcpEnd::hold(bool on) {
    if (std::exchange(held_, on) && !on && state_ == State::established) acknowledge();
}

// --- Sending ------------------------------------------------------------------------------------

void TcpEnd::begin_handshake(State state) {
    state_ = state;
    waiting_since_ = timers_.now();
    next_ = max_ = 1;
    send_handshake();
    start_timer();
}

void TcpEnd::send_handshake() {
    TcpSegment syn;
    syn.syn = true;
    syn.ack = state_ == State::syn_received;
    syn.acknowledged = acknowledged_ = expected_;
    stamp(syn);
    host_.transmit(std::move(syn));
}

/// Sends what the window allows. A closed window is probed by the timer alone.
void TcpEnd::pump() {
    if (state_ != State::established || all_acknowledged()) return;
    const std::uint64_t limit = una_ + window_.size();
    while (!peer_window_closed_ && next_ < sequence_end()) {
        const std::uint64_t before = next_;
        send_next(static_cast<std::size_t>(limit - std::min(limit, next_)), settings_.segment_size);
        // A fault may have ended the connection at what was sent.
        if (state_ != State::established) return;
        if (next_ == before) break;
    }
    if (timer_ == 0 || keeps_alive_) start_timer();
}

/// One segment of up to `size_max` octets from `next_` on: whole, or nothing if `limit` octets are
/// not enough for it.
void TcpEnd::send_next(std::size_t limit, std::size_t size_max) {
    TcpSegment segment;
    segment.sequence = next_;
    segment.fin = next_ == stream_end_;
    const std::uint64_t left = stream_end_ - next_;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left, size_max));
    if (size > limit) return;
    const auto offset = static_cast<std::size_t>(next_ - stream_start());
    if (size > 0) segment.payload = to_bytes(buffer_.view(offset, size));

    next_ += size + (segment.fin ? 1 : 0);
    max_ = std::max(max_, next_);
    transmit(std::move(segment));
}

void TcpEnd::transmit(TcpSegment segment) {
    segment.ack = true;
    segment.acknowledged = acknowledged_ = expected_;
    segment.window_closed = held_;
    stamp(segment);
    host_.transmit(std::move(segment));
}

void TcpEnd::stamp(TcpSegment& segment) const {
    segment.sent = timers_.now();
    if (heard_stamp_ != Instant::min()) segment.echo = heard_stamp_;
}

void TcpEnd::acknowledge() {
    TcpSegment segment;
    segment.sequence = max_;
    transmit(std::move(segment));
}

void TcpEnd::send_reset() {
    TcpSegment segment;
    segment.sequence = max_;
    segment.rst = true;
    transmit(std::move(segment));
}

// --- Receiving ----------------------------------------------------------------------------------

void TcpEnd::receive(const TcpSegment& segment) {
    if (state_ == State::vanished) return;
    if (state_ == State::closed || state_ == State::fresh) return answer_when_closed(segment);
    last_heard_ = timers_.now();
    if (keeps_alive_) unanswered_ = 0;
    // What is late or early says nothing of the segment that the next acknowledgement is for.
    if (segment.sequence <= acknowledged_) heard_stamp_ = segment.sent;
    if (state_ == State::syn_sent) return answer_syn_sent(segment);
    if (segment.rst) return end(&Host::on_reset);
    if (segment.syn) {  // Our answer was lost.
        return state_ == State::syn_received ? send_handshake() : acknowledge();
    }
    if (segment.ack) take_acknowledgement(segment);
    if (state_ == State::established) take_content(segment);
    end_if_done();
}

/// RFC 9293 section 3.10.7.1. An end that was closed in good order acts as in TIME-WAIT: its last
/// acknowledgement may have been lost.
void TcpEnd::answer_when_closed(const TcpSegment& segment) {
    if (segment.rst) return;
    if (!orderly_) return send_reset();
    if (segment.occupies()) acknowledge();
}

/// RFC 9293 section 3.10.7.3.
void TcpEnd::answer_syn_sent(const TcpSegment& segment) {
    if (segment.rst) return end(&Host::on_refused);
    if (!segment.syn || !segment.ack) return;
    expected_ = 1;
    measure(segment);
    establish();
    if (state_ == State::established && acknowledged_ != expected_) acknowledge();
}

void TcpEnd::establish() {
    state_ = State::established;
    advance_to(1);
    host_.on_established();
    pump();
}

void TcpEnd::take_acknowledgement(const TcpSegment& segment) {
    if (segment.acknowledged > max_) return;
    if (state_ == State::syn_received && segment.acknowledged >= 1) {
        measure(segment);
        establish();
    }
    if (state_ != State::established) return;
    take_window(segment);
    if (segment.acknowledged <= una_) return;
    const std::size_t before = buffer_.size();
    measure(segment);
    advance_to(segment.acknowledged);
    pump();
    if (buffer_.size() < before) host_.on_acknowledged();
}

/// The stamp that comes back tells which of several copies arrived, so what was sent again is
/// measured as well: Karn's algorithm is not needed.
void TcpEnd::measure(const TcpSegment& segment) {
    if (segment.echo) timeout_.sample(timers_.now() - *segment.echo);
}

void TcpEnd::take_window(const TcpSegment& segment) {
    if (segment.window_closed) unanswered_ = 0;
    if (std::exchange(peer_window_closed_, segment.window_closed) && !segment.window_closed) {
        next_ = una_;  // What was sent meanwhile was not taken in.
        pump();
    }
}

void TcpEnd::advance_to(std::uint64_t acknowledged) {
    const std::uint64_t start = stream_start();
    const std::uint64_t data_end = std::min(acknowledged, stream_end_);
    if (data_end > start) buffer_.release(static_cast<std::size_t>(data_end - start));
    if (una_ > 0) window_.acknowledged(acknowledged - una_);
    una_ = acknowledged;
    next_ = std::max(next_, una_);
    waiting_since_ = timers_.now();
    // The measurement that goes with it says more than the backed-off value.
    backoff_ = unanswered_ = 0;
    stop_timer();
    if (!all_acknowledged()) {
        start_timer();
    } else if (settings_.keep_alive) {
        start_keep_alive();
    }
}

void TcpEnd::take_content(const TcpSegment& segment) {
    if (!segment.occupies()) {
        // A keep-alive probe, or late: either way a number below what has arrived is answered.
        if (segment.sequence < expected_) acknowledge();
        return;
    }
    const std::uint64_t before = expected_;
    if (segment.fin) fin_at_ = segment.sequence + segment.payload.size();
    if (!held_) take_payload(segment);
    take_fin();
    // An answer sent meanwhile has acknowledged the content with it.
    const bool told = acknowledged_ == expected_ && expected_ != before;
    if (state_ == State::established && !told) acknowledge();
}

void TcpEnd::take_payload(const TcpSegment& segment) {
    const std::uint64_t end = segment.sequence + segment.payload.size();
    if (end <= expected_) return;
    if (segment.sequence > expected_) return early_.add(segment.sequence, segment.payload);
    deliver(ByteView(segment.payload).subspan(expected_ - segment.sequence));
    while (state_ == State::established && !held_) {
        const std::optional<Bytes> more = early_.take(expected_);
        if (!more) break;
        deliver(*more);
    }
}

void TcpEnd::deliver(ByteView bytes) {
    expected_ += bytes.size();
    host_.on_data(bytes);
}

void TcpEnd::take_fin() {
    if (state_ != State::established || peer_finished_ || fin_at_ == 0) return;
    if (fin_at_ != expected_) return;
    ++expected_;
    peer_finished_ = true;
    host_.on_fin();
}

// --- Time and end -------------------------------------------------------------------------------

void TcpEnd::start_timer() {
    stop_timer();
    const int handshake_backoff = in_handshake() ? unanswered_ : backoff_;
    Duration wait = timeout_.value(handshake_backoff);
    if (settings_.user_timeout) {
        const Instant last = waiting_since_ + *settings_.user_timeout;
        wait = std::clamp<Duration>(last - timers_.now(), Duration{}, wait);
    }
    timer_ = timers_.after(wait, [this] { on_timer(); });
}

void TcpEnd::stop_timer() {
    if (timer_ != 0) timers_.cancel(std::exchange(timer_, 0));
    keeps_alive_ = false;
}

void TcpEnd::on_timer() {
    timer_ = 0;
    if (keeps_alive_) return on_idle_timer();
    if (gives_up()) return end(&Host::on_timed_out);
    ++unanswered_;
    if (backoff_ < UINT8_MAX) ++backoff_;
    resend();
    if (timer_ == 0 && !over()) start_timer();
}

bool TcpEnd::gives_up() const {
    if (unanswered_ >= (in_handshake() ? settings_.syn_retries : settings_.retries)) return true;
    const auto& limit = settings_.user_timeout;
    return limit && timers_.now() - waiting_since_ >= *limit;
}

void TcpEnd::resend() {
    if (in_handshake()) return send_handshake();
    next_ = una_;
    if (peer_window_closed_) return send_next(/*limit=*/1, /*size_max=*/1);
    window_.timed_out(max_ - una_);
    pump();
}

/// Runs until so long after the last word of the peer; what it hears meanwhile, the timer finds out
/// when it is due, so that a busy connection does not set one for each segment.
void TcpEnd::start_keep_alive() {
    const TcpKeepAlive& every = *settings_.keep_alive;
    keeps_alive_ = true;
    const Instant due =
        unanswered_ == 0 ? last_heard_ + every.idle : timers_.now() + every.interval;
    timer_ = timers_.at(due, [this] { on_timer(); });
}

void TcpEnd::on_idle_timer() {
    const Duration silence = timers_.now() - last_heard_;
    if (silence < settings_.keep_alive->idle) return start_keep_alive();
    if (gives_up_idle()) return end(&Host::on_timed_out);
    ++unanswered_;
    start_keep_alive();
    TcpSegment probe;
    probe.sequence = max_ - 1;
    transmit(std::move(probe));
}

/// As Linux does: the user timeout, if there is one, decides instead of the number of probes.
bool TcpEnd::gives_up_idle() const {
    const auto& limit = settings_.user_timeout;
    if (!limit) return unanswered_ >= settings_.keep_alive->probes;
    return unanswered_ > 0 && timers_.now() - last_heard_ >= *limit;
}

/// Closes at once. `told`, if any, is the reason the host hears.
void TcpEnd::end(Event told) {
    stop_timer();
    state_ = State::closed;
    buffer_ = ByteQueue();
    early_ = Reassembly();
    if (told != nullptr) (host_.*told)();
    host_.on_over();
}

void TcpEnd::end_if_done() {
    const bool sent_all = finishing_ && una_ == sequence_end();
    if (state_ != State::established || !sent_all || !peer_finished_) return;
    orderly_ = true;
    end(nullptr);
}

}  // namespace breakwire::sim
