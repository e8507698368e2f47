#include "sim/faults/fault_bench.hpp"

#include <fmt/format.h>

#include "sim/faults/value_types.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {

namespace {

class FlowReader {
public:
    explicit FlowReader(std::string_view text) : text_(text) {}

    Node value() {
        skip_blanks();
        const Place at = here();
        if (take('{')) return mapping(at);
        if (take('[')) return sequence(at);
        return Node::scalar(word(",]}"), at);
    }

private:
    Node mapping(const Place& at) {
        Node node = Node::mapping(at);
        while (!take('}')) {
            skip_blanks();
            const Place key_at = here();
            std::string key = word(":");
            take(':');
            node.entries.push_back({std::move(key), key_at, value()});
            take(',');
        }
        return node;
    }
    Node sequence(const Place& at) {
        Node node;
        node.kind = Node::Kind::sequence;
        node.at = at;
        while (!take(']')) {
            node.items.push_back(value());
            take(',');
        }
        return node;
    }
    std::string word(std::string_view ends) {
        if (take('"')) {
            std::string quoted = until("\"");
            take('"');
            return quoted;
        }
        return until(ends);
    }
    std::string until(std::string_view ends) {
        const std::size_t end = std::min(text_.find_first_of(ends, at_), text_.size());
        std::string found(text_.substr(at_, end - at_));
        at_ = end;
        return found;
    }
    bool take(char wanted) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    Place here() const { return {"a.yaml", 1, static_cast<int>(at_) + 1}; }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Node flow(std::string_view text) { return FlowReader(text).value(); }

std::unique_ptr<Fault> make_fault(const std::string& kind, std::string_view settings) {
    Catalog<Fault> kinds("fault");
    add_builtin_faults(kinds);
    Mistakes mistakes;
    auto fault = kinds.make(kind, {}, flow(settings), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return fault;
}

int FakePort::end_connections(const std::string& device, Ending how) {
    calls.push_back(ValueType<Ending>::text(how) + " " + device);
    return connections;
}

int FakePort::vanish(const std::string& device) {
    calls.push_back("vanish " + device);
    return connections;
}

int FakePort::half_close(const std::string& device, Side side) {
    calls.push_back("half_close " + device + " " + ValueType<Side>::text(side));
    return connections;
}

void FakePort::stop_reading(const std::string& device, Side side, bool stop) {
    calls.push_back((stop ? "stop " : "resume ") + device + " " + ValueType<Side>::text(side));
}

int FakePort::move(const std::string& device, const std::string& address, bool noticed) {
    calls.push_back("move " + device + " to '" + address + (noticed ? "', noticed" : "'"));
    return connections;
}

void FakePort::release(const Fault&, const std::string& device) { releases.push_back(device); }

FaultBench::FaultBench(std::uint64_t seed) : board(recorder, Luck(seed)) {
    board.attach(port);
    add_builtin_faults(kinds);
}

std::uint64_t FaultBench::install(const std::string& kind, std::string_view settings) {
    return board.install(kind, make_fault(kind, settings));
}

SegmentInFlight FaultBench::segment(Direction direction, std::string_view device,
                                    ConnectionId connection) {
    SegmentSeen seen;
    seen.device = device;
    seen.connection = connection;
    return one_like(direction, seen);
}

SegmentInFlight FaultBench::one_like(Direction direction, SegmentSeen seen) {
    SegmentInFlight segment(direction, 100, port.time.now(), seen);
    board.on_segment(std::string(seen.device), seen.connection, segment);
    return segment;
}

SegmentInFlight FaultBench::syn(Direction direction) {
    return one_like(direction, {"pump", 1, /*syn=*/true});
}

SegmentInFlight FaultBench::octets(Direction direction, std::uint64_t offset, std::size_t payload) {
    return one_like(direction, {"pump", 1, false, false, false, false, offset, payload});
}

FaultBench::Outcome FaultBench::packet(Direction direction, const mqtt::Packet& packet,
                                       ConnectionId connection, mqtt::Version version) {
    PacketSeen seen{"pump", connection, direction, Tap::client, version, {}, nullptr, {}};
    seen.bytes = mqtt::encode(packet, version);
    seen.packet = std::make_shared<mqtt::Packet>(packet);
    return pass(std::move(seen));
}

FaultBench::Outcome FaultBench::bytes(Direction direction, const Bytes& bytes) {
    const auto version = mqtt::Version::v3_1_1;
    PacketSeen seen{"pump", 1, direction, Tap::client, version, bytes, nullptr, {}};
    const auto decoded = mqtt::decode(bytes, version);
    if (decoded) seen.packet = std::make_shared<mqtt::Packet>(*decoded);
    if (!decoded) seen.error = decoded.error();
    return pass(std::move(seen));
}

FaultBench::Outcome FaultBench::pass(PacketSeen seen) {
    PacketInFlight in_flight(seen, facts);
    board.on_packet(in_flight);
    return {in_flight.output(), in_flight.opposite(),  in_flight.later(), in_flight.delay(),
            in_flight.holds(),  in_flight.overtaken(), in_flight.cut()};
}

std::vector<std::string> FaultBench::story() const {
    std::vector<std::string> out;
    for (const Event& event : recorder.events()) {
        if (const auto* fault = event.as<FaultEvent>()) {
            out.push_back(fmt::format("{} {}: {}", word(fault->phase), fault->kind, fault->detail));
        }
    }
    return out;
}

std::vector<std::string> mistakes_of(const std::string& kind, std::string_view settings) {
    Catalog<Fault> kinds("fault");
    add_builtin_faults(kinds);
    Mistakes mistakes;
    const auto fault = kinds.make(kind, {"a.yaml", 1, 1}, flow(settings), mistakes);
    EXPECT_EQ(fault == nullptr, !mistakes.empty());
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

mqtt::Publish publish(std::string topic, std::string_view payload) {
    mqtt::Publish out;
    out.qos = mqtt::Qos::at_least_once;
    out.topic = std::move(topic);
    out.packet_id = 7;
    out.payload = to_bytes(payload);
    return out;
}

}  // namespace breakwire::sim
