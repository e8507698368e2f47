#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/byte_queue.hpp"
#include "sim/base/timers.hpp"
#include "sim/net/congestion_window.hpp"
#include "sim/net/reassembly.hpp"
#include "sim/net/retransmission_timeout.hpp"
#include "sim/net/tcp_segment.hpp"
#include "sim/net/tcp_settings.hpp"

namespace breakwire::sim {

/// One end of a TCP connection: segments and timers in, segments and events out. It knows nothing
/// of links, sockets or SystemC.
///
/// Handshake, cumulative acknowledgement, reassembly, retransmission, half-close, reset. Octets are
/// never lost from the stream; lost segments make it late, or end it by a time-out.
/// Acknowledgements are not delayed and small writes not collected (as with TCP_NODELAY). A peer
/// whose window is closed is probed with one octet at growing intervals for as long as it answers.
/// Unless keep-alive is on, a timer runs only while something is unacknowledged, so that an idle
/// connection costs nothing. Source: RFC 9293 section 3; RFC 6298 for retransmission; RFC 7323
/// sections 3 and 4 for timestamps.
class TcpEnd {
public:
    /// Whoever the end belongs to. It may call the end from any of these.
    class Host {
    public:
        virtual ~Host() = default;
        virtual void transmit(TcpSegment segment) = 0;
        virtual void on_established() = 0;
        virtual void on_refused() = 0;    ///< RST in answer to the SYN
        virtual void on_timed_out() = 0;  ///< given up; the far end is not told
        virtual void on_data(ByteView bytes) = 0;
        virtual void on_fin() = 0;
        virtual void on_reset() = 0;
        virtual void on_acknowledged() = 0;  ///< `unacknowledged` has become less
        virtual void on_over() = 0;          ///< nothing is left to do; the last call
    };

    /// All three must outlive the end.
    TcpEnd(Host& host, Timers& timers, const TcpSettings& settings);
    ~TcpEnd() { stop_timer(); }
    TcpEnd(const TcpEnd&) = delete;
    TcpEnd& operator=(const TcpEnd&) = delete;

    void connect();  ///< sends a SYN
    /// `syn` has arrived, to be accepted or refused.
    void offer(const TcpSegment& syn) { heard_stamp_ = syn.sent; }
    void accept();  ///< answers it
    void refuse();  ///< answers it with RST
    void send(ByteView bytes);
    void finish();
    /// FIN in the place of sequence number `end`, which has been sent; what was to follow is
    /// forgotten.
    void finish_at(std::uint64_t end);
    void reset();
    void vanish();  ///< silent for ever
    void hold(bool on);

    void receive(const TcpSegment& segment);

    bool fresh() const { return state_ == State::fresh; }
    /// Both directions are closed, or it was reset, given up, or vanished.
    bool over() const { return state_ == State::closed || state_ == State::vanished; }
    std::size_t unacknowledged() const { return buffer_.size(); }

private:
    enum class State : std::uint8_t {
        fresh,
        syn_sent,
        syn_received,
        established,
        closed,
        vanished
    };
    using Event = void (Host::*)();

    std::uint64_t stream_start() const { return stream_end_ - buffer_.size(); }
    /// Past the FIN, once there is one.
    std::uint64_t sequence_end() const { return stream_end_ + (finishing_ ? 1 : 0); }
    bool all_acknowledged() const { return una_ == sequence_end(); }
    bool in_handshake() const { return state_ == State::syn_sent || state_ == State::syn_received; }

    void begin_handshake(State state);
    void send_handshake();
    void pump();
    void send_next(std::size_t limit, std::size_t size_max);
    void transmit(TcpSegment segment);
    void stamp(TcpSegment& segment) const;
    void acknowledge();
    void send_reset();

    void answer_when_closed(const TcpSegment& segment);
    void answer_syn_sent(const TcpSegment& segment);
    void establish();
    void take_acknowledgement(const TcpSegment& segment);
    void measure(const TcpSegment& segment);
    void take_window(const TcpSegment& segment);
    void advance_to(std::uint64_t acknowledged);
    void take_content(const TcpSegment& segment);
    void take_payload(const TcpSegment& segment);
    void deliver(ByteView bytes);
    void take_fin();

    void start_timer();
    void start_keep_alive();
    void stop_timer();
    void on_timer();
    bool gives_up() const;
    void resend();
    void on_idle_timer();
    bool gives_up_idle() const;
    void end(Event told);
    void end_if_done();

    Host& host_;
    Timers& timers_;
    const TcpSettings& settings_;

    // What this end sends. Sequence number 0 is the SYN's; names as in RFC 9293 section 3.3.1.
    std::uint64_t una_ = 0;   ///< the oldest not acknowledged
    std::uint64_t next_ = 0;  ///< the next to send; falls back to `una_` after a time-out
    std::uint64_t max_ = 0;   ///< the highest ever sent
    std::uint64_t stream_end_ = 1;
    ByteQueue buffer_;
    CongestionWindow window_;
    RetransmissionTimeout timeout_;
    Instant waiting_since_{};  ///< since when nothing has been acknowledged
    Instant last_heard_{};
    Instant heard_stamp_ = Instant::min();  ///< goes back with the next segment, if there is one
    Timers::Id timer_ = 0;
    std::uint8_t backoff_ = 0;
    std::uint8_t unanswered_ = 0;

    State state_ = State::fresh;
    bool finishing_ = false;
    bool peer_finished_ = false;
    bool peer_window_closed_ = false;
    bool held_ = false;
    bool keeps_alive_ = false;  ///< the timer that runs is for when nothing is heard
    bool orderly_ = false;      ///< closed by FIN both ways

    // What this end receives.
    std::uint64_t expected_ = 0;
    std::uint64_t acknowledged_ = 0;  ///< the last `expected_` that the peer was told of
    std::uint64_t fin_at_ = 0;        ///< 0: no FIN has arrived
    Reassembly early_;
};

}  // namespace breakwire::sim
