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
    buffer_.append(bytes);
    stream_end_ += bytes.size();
    pump();
}

void TcpEnd::finish() {
    if (over() || finishing_) return;
    finishing_ = true;
    pump();
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
    timed_ = 1;
    timed_since_ = waiting_since_ = timers_.now();
    next_ = max_ = 1;
    send_handshake();
    start_timer();
}

void TcpEnd::send_handshake() {
    TcpSegment syn;
    syn.syn = true;
    syn.ack = state_ == State::syn_received;
    syn.acknowledged = acknowledged_ = expected_;
    host_.transmit(std::move(syn));
}

/// Sends what the window allows. A closed window is probed by the timer alone.
void TcpEnd::pump() {
    if (state_ != State::established || una_ == sequence_end()) return;
    if (una_ == max_) waiting_since_ = timers_.now();
    const std::uint64_t limit = una_ + window_.size();
    while (!peer_window_closed_ && next_ < sequence_end()) {
        const std::uint64_t before = next_;
        send_next(static_cast<std::size_t>(limit - std::min(limit, next_)));
        if (next_ == before) break;
    }
    if (timer_ == 0) start_timer();
}

/// One segment from `next_` on: whole, or nothing if `limit` octets are not enough for it.
void TcpEnd::send_next(std::size_t limit) {
    TcpSegment segment;
    segment.sequence = next_;
    segment.fin = next_ == stream_end_;
    const std::uint64_t left = stream_end_ - next_;
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(left, settings_.segment_size));
    if (size > limit) return;
    const auto offset = static_cast<std::size_t>(next_ - stream_start());
    if (size > 0) segment.payload = to_bytes(buffer_.view(offset, size));

    next_ += size + (segment.fin ? 1 : 0);
    if (timed_ == 0 && next_ > max_) {  // Karn: only what is sent for the first time is measured.
        timed_ = next_;
        timed_since_ = timers_.now();
    }
    max_ = std::max(max_, next_);
    transmit(std::move(segment));
}

void TcpEnd::transmit(TcpSegment segment) {
    segment.ack = true;
    segment.acknowledged = acknowledged_ = expected_;
    segment.window_closed = held_;
    host_.transmit(std::move(segment));
}

void TcpEnd::acknowledge() {
    TcpSegment segment;
    segment.sequence = next_;
    transmit(std::move(segment));
}

void TcpEnd::send_reset() {
    TcpSegment segment;
    segment.sequence = next_;
    segment.rst = true;
    transmit(std::move(segment));
}

// --- Receiving ----------------------------------------------------------------------------------

void TcpEnd::receive(const TcpSegment& segment) {
    if (state_ == State::vanished) return;
    if (state_ == State::closed || state_ == State::fresh) return answer_when_closed(segment);
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
    if (state_ == State::syn_received && segment.acknowledged >= 1) establish();
    if (state_ != State::established) return;
    take_window(segment);
    if (segment.acknowledged <= una_) return;
    const std::size_t before = buffer_.size();
    advance_to(segment.acknowledged);
    pump();
    if (buffer_.size() < before) host_.on_acknowledged();
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
    if (timed_ != 0 && acknowledged >= timed_) {
        timeout_.sample(timers_.now() - timed_since_);
        timed_ = 0;
    }
    if (una_ > 0) window_.acknowledged(acknowledged - una_);
    una_ = acknowledged;
    next_ = std::max(next_, una_);
    waiting_since_ = timers_.now();
    // As Linux does; RFC 6298 would keep the backed-off value until the next measurement.
    backoff_ = unanswered_ = 0;
    stop_timer();
    if (una_ < sequence_end()) start_timer();
}

void TcpEnd::take_content(const TcpSegment& segment) {
    if (!segment.occupies()) return;
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
}

void TcpEnd::on_timer() {
    timer_ = 0;
    if (gives_up()) return end(&Host::on_timed_out);
    ++unanswered_;
    if (backoff_ < UINT8_MAX) ++backoff_;
    timed_ = 0;
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
    window_.timed_out(max_ - una_);
    next_ = una_;
    if (peer_window_closed_) {
        send_next(settings_.segment_size);
    } else {
        pump();
    }
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
