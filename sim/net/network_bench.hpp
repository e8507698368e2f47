#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/faults/fault_bench.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/kernel/timer_queue.hpp"
#include "sim/net/network.hpp"

/// What tests of the network stand on.
namespace breakwire::sim {

/// A fault whose decision is written in the test.
class RuleFault final : public Fault {
public:
    using SegmentRule = std::function<void(SegmentInFlight&, std::uint64_t ordinal)>;
    using PacketRule = std::function<void(PacketInFlight&, std::uint64_t ordinal)>;

    explicit RuleFault(SegmentRule rule) : segment_rule_(std::move(rule)) {}
    explicit RuleFault(PacketRule rule) : packet_rule_(std::move(rule)) {}

    std::vector<std::string> targets() const override { return {"*"}; }
    bool sees_packets() const override { return packet_rule_ != nullptr; }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t ordinal) override {
        if (segment_rule_) segment_rule_(segment, ordinal);
    }
    void on_packet(PacketInFlight& packet, const Luck&, std::uint64_t ordinal) override {
        if (packet_rule_) packet_rule_(packet, ordinal);
    }

private:
    SegmentRule segment_rule_;
    PacketRule packet_rule_;
};

/// One end's application: writes down what it hears and when, and collects what it gets.
class Peer final : public SocketEvents {
public:
    explicit Peer(const Timers& timers) : timers_(timers) {}

    void on_established() override { hear("established"); }
    void on_refused() override { hear("refused"); }
    void on_timed_out() override { hear("timed out"); }
    void on_data(ByteView bytes) override {
        received += to_text(bytes);
        last_data = timers_.now().time_since_epoch();
    }
    void on_fin() override { hear("fin"); }
    void on_reset() override { hear("reset"); }

    void send(std::string_view text) { socket->send(as_bytes(text)); }

    std::unique_ptr<Socket> socket;
    std::string received;
    std::vector<std::string> heard;  ///< "20ms established"
    Duration last_data{};

private:
    void hear(const std::string& what) {
        heard.push_back(to_string(timers_.now().time_since_epoch()) + " " + what);
    }

    const Timers& timers_;
};

/// Accepts every connection, in order, unless told otherwise.
class PeerServer final : public Server {
public:
    enum class Answer { accept, refuse, none };

    explicit PeerServer(const Timers& timers) : timers_(timers) {}

    void on_connect(std::unique_ptr<Incoming> incoming) override {
        addresses.push_back(incoming->address());
        if (answer == Answer::refuse) incoming->refuse();
        if (answer != Answer::accept) return;
        peers.push_back(std::make_unique<Peer>(timers_));
        peers.back()->socket = incoming->accept(*peers.back());
    }

    Answer answer = Answer::accept;
    std::vector<std::unique_ptr<Peer>> peers;
    std::vector<std::string> addresses;

private:
    const Timers& timers_;
};

/// A network with its record, boards and server. Several may stand on one kernel, each in a world
/// of its own: a process elaborates once, so this is how two runs are compared.
class NetworkBench {
public:
    NetworkBench(TimerQueue& timers, const char* name, std::uint64_t seed = 1, TcpSettings tcp = {})
        : timers_(timers),
          recorder([this] { return timers_.now(); }),
          faults(recorder, Luck(seed, "faults")),
          lies(recorder, Luck(seed, "lies"), true),
          network(name, recorder, faults, lies, timers, Luck(seed), tcp),
          server(timers) {
        network.serve(server);
    }

    std::unique_ptr<Peer> dial(const std::string& device) {
        auto peer = std::make_unique<Peer>(timers_);
        peer->socket = network.dial(device, *peer);
        return peer;
    }

    std::uint64_t install(RuleFault::SegmentRule rule) {
        return faults.install("rule", std::make_unique<RuleFault>(std::move(rule)));
    }

    /// One of the kinds that scenarios know, with its settings as they are typed there.
    std::uint64_t install(const std::string& kind, std::string_view settings) {
        return faults.install(kind, make_fault(kind, settings));
    }

    /// What was recorded of connections and packets: "client up established", "broker up PUBLISH".
    std::vector<std::string> story(const std::string& device = "pump") const;
    /// Every event of `device` as a line of a record, without its number.
    std::vector<std::string> lines(const std::string& device) const;

private:
    TimerQueue& timers_;

public:
    Recorder recorder;
    FaultBoard faults;
    FaultBoard lies;
    Network network;
    PeerServer server;
};

/// A kernel and a network with one device, the pump.
class OneDevice {
public:
    explicit OneDevice(const LinkSettings& link = {}, TcpSettings tcp = {})
        : bench(timers, "network", 1, tcp) {
        bench.network.add_device("pump", "127.9.0.1", link, tcp);
    }

    void run_until(Duration when) { kernel.advance_to(Instant(when)); }
    /// Until nothing is due any more.
    void run_to_rest() {
        while (const auto next = kernel.next_event()) kernel.advance_to(*next);
    }
    /// Dials and runs for `time`.
    void connect(Duration time = {}) {
        pump = bench.dial("pump");
        run_until(kernel.now().time_since_epoch() + time);
    }
    Peer& broker() { return *bench.server.peers.at(0); }

    Kernel kernel;
    TimerQueue timers{"timers"};
    NetworkBench bench;
    std::unique_ptr<Peer> pump;
};

inline LinkSettings link_with_delay(Duration delay) {
    LinkSettings link;
    link.delay = delay;
    return link;
}

/// `size` octets in which no two neighbourhoods look alike.
std::string pattern(std::size_t size);

/// Connects, both ends send, and close when they have: all arrives, and nothing is left.
void converse(OneDevice& world);

}  // namespace breakwire::sim
