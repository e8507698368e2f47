#include "reports/html/compact_record.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "sim/mqtt/describe.hpp"
#include "sim/record/words.hpp"

namespace breakwire::reports {

using sim::Json;
using sim::to_line;

namespace {

template <class Body, std::size_t Index = 0>
constexpr std::size_t kind_of() {
    if constexpr (std::is_same_v<Body, std::variant_alternative_t<Index, sim::EventBody>>) {
        return Index;
    } else {
        return kind_of<Body, Index + 1>();
    }
}

/// Bits 7 to 4 of the first octet name a packet even if it is malformed.
std::string type_of(const Bytes& octets) {
    if (octets.empty()) return "";
    return std::string(
        mqtt::name(static_cast<mqtt::PacketType>(std::to_integer<unsigned>(octets[0]) >> 4)));
}

Json describe(const sim::PacketSeen& packet) {
    Json row = {mqtt::to_string(packet.version), to_hex(packet.bytes), type_of(packet.bytes)};
    if (packet.packet) {
        row.push_back(mqtt::describe(*packet.packet, packet.version));
    } else if (packet.error) {
        row.push_back("");
        row.push_back(mqtt::to_string(*packet.error));
        row.push_back(packet.error->offset);
        row.push_back(packet.error->rule);
    }
    return row;
}

/// A table of texts that are JSON already.
std::string joined(const std::vector<std::string>& rows) {
    return fmt::format("[{}]", fmt::join(rows, ","));
}

}  // namespace

std::size_t CompactRecord::Table::position(const std::string& text) {
    const auto [known, is_new] = positions_.try_emplace(text, all_.size());
    if (is_new) all_.push_back(text);
    return known->second;
}

void CompactRecord::add(const sim::Event& event) {
    dt_ = event.at.time_since_epoch() - last_;
    last_ = event.at.time_since_epoch();
    std::visit([this](const auto& body) { draw(body); }, event.body);
}

template <class... Rest>
void CompactRecord::row(std::size_t kind, const Rest&... rest) {
    if (!events_.empty()) events_ += ',';
    fmt::format_to(std::back_inserter(events_), "[{},{}", dt_.count(), kind);
    (fmt::format_to(std::back_inserter(events_), ",{}", rest), ...);
    events_ += ']';
}

template <class Seen>
std::size_t CompactRecord::wire(const Seen& seen) {
    return wires_.position(fmt::format("[{},{},{:d},{:d}]", word(seen.device), seen.connection,
                                       seen.direction == sim::Direction::up,
                                       seen.tap == sim::Tap::broker));
}

/// Most packets are seen at both taps, and many again and again.
std::size_t CompactRecord::contents(const sim::PacketSeen& packet) {
    std::string key(mqtt::to_string(packet.version));
    key += to_text(packet.bytes);
    const auto known = known_packets_.find(key);
    if (known != known_packets_.end()) return known->second;
    const std::size_t position = packets_.position(to_line(describe(packet)));
    known_packets_.emplace(std::move(key), position);
    return position;
}

void CompactRecord::draw(const sim::PacketSeen& packet) {
    row(kind_of<sim::PacketSeen>(), wire(packet), contents(packet));
}

void CompactRecord::draw(const sim::BytesSeen& bytes) {
    row(kind_of<sim::BytesSeen>(), wire(bytes), word(to_hex(bytes.bytes)));
}

void CompactRecord::draw(const sim::ConnectionSeen& connection) {
    row(kind_of<sim::ConnectionSeen>(), wire(connection), word(sim::word(connection.what)),
        word(connection.address));
}

void CompactRecord::draw(const sim::FaultEvent& fault) {
    row(kind_of<sim::FaultEvent>(), fault.fault, word(fault.kind), word(fault.target),
        word(sim::word(fault.phase)), word(fault.detail), fault.lie ? 1 : 0);
}

void CompactRecord::draw(const sim::StepEvent& step) {
    row(kind_of<sim::StepEvent>(), word(step.path), word(step.text), word(sim::word(step.phase)),
        word(step.at.file.text()), step.at.line, step.at.column);
}

void CompactRecord::draw(const sim::BrokerEvent& broker) {
    row(kind_of<sim::BrokerEvent>(), word(sim::word(broker.state)), word(broker.detail));
}

void CompactRecord::draw(const sim::BrokerLog& log) {
    row(kind_of<sim::BrokerLog>(), word(log.line));
}

void CompactRecord::draw(const sim::DeviceEvent& device) {
    const std::size_t who = word(device.device);
    const std::size_t state = word(sim::word(device.state));
    const std::size_t detail = word(device.detail);
    // JSON has no infinity.
    if (device.value && std::isfinite(*device.value)) {
        row(kind_of<sim::DeviceEvent>(), who, state, detail, *device.value);
    } else {
        row(kind_of<sim::DeviceEvent>(), who, state, detail);
    }
}

void CompactRecord::draw(const sim::CheckEvent& check) {
    row(kind_of<sim::CheckEvent>(), word(check.path), word(check.expected), word(check.seen),
        check.held ? 1 : 0, fmt::format("[{}]", fmt::join(check.evidence, ",")),
        word(check.at.file.text()), check.at.line, check.at.column);
}

void CompactRecord::draw(const sim::Lateness& late) {
    row(kind_of<sim::Lateness>(), late.p50.count(), late.p99.count(), late.max.count());
}

void CompactRecord::draw(const sim::SealedSeen& sealed) {
    row(kind_of<sim::BytesSeen>(), wire(sealed), word(to_hex(sealed.bytes)));
}

void CompactRecord::draw(const sim::TlsSeen& tls) {
    row(kind_of<sim::DeviceEvent>(), word(tls.device),
        word(fmt::format("tls_{}", sim::word(tls.state))), word(tls.detail));
}

void CompactRecord::draw(const sim::LookupSeen& lookup) {
    const std::string found = lookup.address.empty() ? "" : " " + lookup.address;
    row(kind_of<sim::DeviceEvent>(), word(lookup.device), word("lookup"),
        word(fmt::format("{}: {}{}", lookup.name, sim::word(lookup.result), found)));
}

void CompactRecord::draw(const sim::ConsoleSeen& console) {
    const bool board = console.from == sim::ConsoleVoice::board;
    row(kind_of<sim::DeviceEvent>(), word(console.device),
        word(board ? "console_says" : "console_is_told"), word(console.text));
}

std::string CompactRecord::text(const Json& header, const std::string& note) const {
    return fmt::format(
        R"({{"format":1,"header":{},"note":{},"strings":{},"wires":{},"packets":{},"events":[{}]}})",
        to_line(header), to_line(Json(note)), to_line(Json(strings_.all())), joined(wires_.all()),
        joined(packets_.all()), events_);
}

}  // namespace breakwire::reports
