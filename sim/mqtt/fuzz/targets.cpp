#include "sim/mqtt/fuzz/targets.hpp"

#include <algorithm>

#include "sim/base/invariant.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/describe.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/mqtt/malform.hpp"

namespace breakwire::mqtt::fuzz {
namespace {

constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};

void take_all(Framer& framer, Bytes& handed_out) {
    while (const auto packet = framer.next()) {
        if (packet->has_error()) return;
        handed_out.insert(handed_out.end(), (*packet)->begin(), (*packet)->end());
    }
}

/// Everything the framer has had: what it handed out, then what it keeps.
Bytes framed(ByteView stream, std::size_t piece, std::size_t& packets_end) {
    Framer framer(1U << 20);
    Bytes out;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        framer.feed(stream.subspan(at, std::min(piece, stream.size() - at)));
        take_all(framer, out);
    }
    packets_end = out.size();
    out.insert(out.end(), framer.rest().begin(), framer.rest().end());
    return out;
}

Version version_of(const Packet& packet, Version version) {
    const auto* connect = std::get_if<Connect>(&packet);
    return connect == nullptr ? version : connect->version;
}

}  // namespace

void frame(ByteView input) {
    if (input.empty()) return;
    const std::size_t piece = 1 + std::to_integer<std::size_t>(input[0]);
    const ByteView stream = input.subspan(1);
    std::size_t end_in_pieces = 0;
    std::size_t end_at_once = 0;
    BREAKWIRE_INVARIANT(framed(stream, piece, end_in_pieces) == to_bytes(stream));
    BREAKWIRE_INVARIANT(framed(stream, stream.size() + 1, end_at_once) == to_bytes(stream));
    BREAKWIRE_INVARIANT(end_in_pieces == end_at_once);
}

void decode_any(ByteView input) {
    for (const Version version : versions) {
        const auto packet = decode(input, version);
        if (packet.has_error()) {
            BREAKWIRE_INVARIANT(packet.error().offset <= input.size());
            BREAKWIRE_INVARIANT(!to_string(packet.error()).empty());
        } else {
            BREAKWIRE_INVARIANT(!describe(*packet, version).empty());
        }
    }
}

void round_trip(ByteView input) {
    for (const Version version : versions) {
        const auto packet = decode(input, version);
        if (packet.has_error()) continue;
        const Bytes wire = encode(*packet, version);
        const auto again = decode(wire, version);
        BREAKWIRE_INVARIANT(again.has_value() && *again == *packet);
        BREAKWIRE_INVARIANT(encode(*again, version) == wire);
        BREAKWIRE_INVARIANT(wire.size() <= input.size());
    }
}

void malform_any(ByteView input) {
    for (const Version version : versions) {
        const auto packet = decode(input, version);
        if (packet.has_error()) continue;
        const Version spoken = version_of(*packet, version);
        for (const Malformation& row : malformations()) {
            if (row.noticed != Noticed::packet && row.noticed != Noticed::framing) continue;
            const auto spoilt = malform(row, *packet, spoken);
            BREAKWIRE_INVARIANT(!spoilt || decode(*spoilt, spoken).has_error());
        }
    }
}

}  // namespace breakwire::mqtt::fuzz
