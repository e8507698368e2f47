#include "sim/mqtt/describe.hpp"
#include "sim/record/json_line.hpp"
#include "sim/record/jsonl.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {

namespace {

void write_place(JsonLine& line, const Place& at) {
    line.open("at");
    line.add("file", at.file.text());
    line.add("line", at.line);
    line.add("column", at.column);
    line.close();
}

template <class Seen>
void write_wire(JsonLine& line, const Seen& seen) {
    line.add("device", seen.device);
    line.add("connection", seen.connection);
    line.add("direction", word(seen.direction));
    line.add("tap", word(seen.tap));
}

/// Bits 7 to 4 of the first byte name the packet even if it is malformed.
std::string_view type_name(const Bytes& bytes) {
    if (bytes.empty()) return "";
    return mqtt::name(static_cast<mqtt::PacketType>(std::to_integer<unsigned>(bytes[0]) >> 4));
}

void write_error(JsonLine& line, const mqtt::DecodeError& error) {
    line.open("error");
    line.add("why", mqtt::name(error.why));
    line.add("offset", error.offset);
    line.add("rule", error.rule);
    line.add("text", mqtt::to_string(error));
    line.close();
}

// ---- each kind of event

void write(JsonLine& line, const PacketSeen& packet) {
    write_wire(line, packet);
    line.add("version", mqtt::to_string(packet.version));
    line.add_hex("hex", packet.bytes);
    line.add("type", type_name(packet.bytes));
    if (packet.packet) line.add("text", mqtt::describe(*packet.packet, packet.version));
    if (packet.error) write_error(line, *packet.error);
}

void write(JsonLine& line, const BytesSeen& bytes) {
    write_wire(line, bytes);
    line.add_hex("hex", bytes.bytes);
}

void write(JsonLine& line, const ConnectionSeen& connection) {
    write_wire(line, connection);
    line.add("what", word(connection.what));
    if (!connection.address.empty()) line.add("address", connection.address);
}

void write(JsonLine& line, const SealedSeen& sealed) {
    write_wire(line, sealed);
    line.add_hex("hex", sealed.bytes);
}

void write(JsonLine& line, const TlsSeen& tls) {
    line.add("device", tls.device);
    line.add("connection", tls.connection);
    line.add("part", word(tls.part));
    line.add("state", word(tls.state));
    line.add("detail", tls.detail);
}

void write(JsonLine& line, const LookupSeen& lookup) {
    line.add("device", lookup.device);
    line.add("name", lookup.name);
    line.add("result", word(lookup.result));
    if (!lookup.address.empty()) line.add("address", lookup.address);
}

void write(JsonLine& line, const ConsoleSeen& console) {
    line.add("device", console.device);
    line.add("line", console.line);
    line.add("from", word(console.from));
    line.add("text", console.text);
}

void write(JsonLine& line, const FaultEvent& fault) {
    line.add("fault", fault.fault);
    line.add("name", fault.kind);
    line.add("target", fault.target);
    line.add("phase", word(fault.phase));
    line.add("detail", fault.detail);
    line.add("lie", fault.lie);
}

void write(JsonLine& line, const StepEvent& step) {
    line.add("path", step.path);
    line.add("text", step.text);
    line.add("phase", word(step.phase));
    write_place(line, step.at);
}

void write(JsonLine& line, const BrokerEvent& broker) {
    line.add("state", word(broker.state));
    line.add("detail", broker.detail);
}

void write(JsonLine& line, const BrokerLog& log) { line.add("line", log.line); }

void write(JsonLine& line, const DeviceEvent& device) {
    line.add("device", device.device);
    line.add("state", word(device.state));
    line.add("detail", device.detail);
    if (device.value) line.add("value", *device.value);
}

void write(JsonLine& line, const CheckEvent& check) {
    line.add("path", check.path);
    line.add("expected", check.expected);
    line.add("seen", check.seen);
    line.add("held", check.held);
    line.add("evidence", check.evidence);
    write_place(line, check.at);
}

void write(JsonLine& line, const Lateness& late) {
    line.add("p50", late.p50.count());
    line.add("p99", late.p99.count());
    line.add("max", late.max.count());
}

}  // namespace

void append_line(const Event& event, std::string& text) {
    JsonLine line(text);
    line.add("n", event.number);
    line.add("t", event.at.time_since_epoch().count());
    line.add("kind", event_kinds[event.body.index()]);
    std::visit([&](const auto& body) { write(line, body); }, event.body);
    line.close();
}

std::string to_line(const Event& event) {
    std::string text;
    append_line(event, text);
    return text;
}

}  // namespace breakwire::sim
