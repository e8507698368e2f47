#include "sim/record/narrate.hpp"

#include <fmt/format.h>

#include "sim/mqtt/describe.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {

namespace {

/// What happened on the wire, between its two ends.
template <class Seen>
std::string on_wire(const Seen& seen, const std::string& what) {
    return fmt::format("{} {} broker  {}{}", seen.device,
                       seen.direction == Direction::up ? "->" : "<-", what,
                       seen.tap == Tap::broker ? " (at the broker)" : "");
}

std::string with_detail(std::string text, const std::string& detail) {
    return detail.empty() ? text : text + ": " + detail;
}

std::string tell(const PacketSeen& packet) {
    if (packet.packet) return on_wire(packet, mqtt::describe(*packet.packet, packet.version));
    return on_wire(packet, fmt::format("malformed packet, {}: {}",
                                       packet.error ? mqtt::to_string(*packet.error) : "undecoded",
                                       mqtt::describe_payload(packet.bytes)));
}

std::string tell(const BytesSeen& bytes) {
    return on_wire(bytes, "bytes that are no packet: " + mqtt::describe_payload(bytes.bytes));
}

std::string_view transport_text(Transport what) {
    switch (what) {
        case Transport::dialing:
            return "connects";
        case Transport::established:
            return "connection established";
        case Transport::refused:
            return "connection refused";
        case Transport::timed_out:
            return "connection timed out";
        case Transport::fin:
            return "FIN";
        case Transport::rst:
            return "RST";
        case Transport::vanished:
            return "vanishes without a word";
    }
    return "?";
}

std::string tell(const ConnectionSeen& connection) {
    std::string what(transport_text(connection.what));
    if (!connection.address.empty()) what += fmt::format(" (from {})", connection.address);
    return on_wire(connection, what);
}

std::string tell(const SealedSeen& sealed) {
    return on_wire(sealed, fmt::format("{} bytes of TLS", sealed.bytes.size()));
}

std::string_view tls_text(TlsState state) {
    switch (state) {
        case TlsState::established:
            return "TLS established";
        case TlsState::failed:
            return "TLS failed";
        case TlsState::closed:
            return "TLS closed by the peer";
        case TlsState::truncated:
            return "TLS cut off by the peer, without close_notify";
    }
    return "?";
}

std::string tell(const TlsSeen& tls) {
    const std::string what = tls.part == TlsPart::client ? "to the broker" : "to the device";
    return with_detail(fmt::format("{} {} ({})", tls.device, tls_text(tls.state), what),
                       tls.detail);
}

std::string_view lookup_text(LookupResult result) {
    switch (result) {
        case LookupResult::found:
            return "is found";
        case LookupResult::nxdomain:
            return "does not exist (NXDOMAIN)";
        case LookupResult::servfail:
            return "cannot be resolved (SERVFAIL)";
        case LookupResult::timed_out:
            return "is not resolved: no name server answers";
    }
    return "?";
}

std::string tell(const LookupSeen& lookup) {
    return with_detail(fmt::format("{} looks up {}, which {}", lookup.device, lookup.name,
                                   lookup_text(lookup.result)),
                       lookup.address);
}

std::string tell(const ConsoleSeen& console) {
    const bool board = console.from == ConsoleVoice::board;
    return fmt::format("{} {} on {}: {}", console.device, board ? "says" : "is told", console.line,
                       console.text);
}

std::string_view phase_text(Phase phase) {
    switch (phase) {
        case Phase::begin:
            return "begins";
        case Phase::hit:
            return "hits";
        case Phase::end:
            return "ends";
    }
    return "?";
}

std::string tell(const FaultEvent& fault) {
    return with_detail(fmt::format("{} {} {} ({})", fault.lie ? "lie" : "fault", fault.kind,
                                   phase_text(fault.phase), fault.target),
                       fault.detail);
}

std::string tell(const StepEvent& step) {
    return fmt::format("step {} {}: {}", step.path, phase_text(step.phase), step.text);
}

std::string tell(const BrokerEvent& broker) {
    return with_detail(fmt::format("broker {}", word(broker.state)), broker.detail);
}

std::string tell(const BrokerLog& log) { return "broker says: " + log.line; }

std::string tell(const DeviceEvent& device) {
    std::string state(word(device.state));
    std::ranges::replace(state, '_', ' ');
    std::string text = with_detail(fmt::format("{} {}", device.device, state), device.detail);
    if (device.value) text += fmt::format(" = {:g}", *device.value);
    return text;
}

std::string tell(const CheckEvent& check) {
    return fmt::format("expected {}, {}: {}", check.expected,
                       check.held ? "and it held" : "but it did not hold", check.seen);
}

std::string tell(const Lateness& late) {
    return fmt::format("simulated time ran late by {} (half), {} (99 %), {} (most)",
                       to_seconds_text(late.p50), to_seconds_text(late.p99),
                       to_seconds_text(late.max));
}

}  // namespace

std::string narrate(const Event& event) {
    return to_seconds_text(event.at.time_since_epoch()) + "  " +
           std::visit([](const auto& body) { return tell(body); }, event.body);
}

}  // namespace breakwire::sim
