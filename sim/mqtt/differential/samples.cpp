#include <iostream>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/differential/packet_json.hpp"
#include "sim/mqtt/differential/random_packets.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/malform.hpp"

namespace breakwire::mqtt {
namespace {

/// What we make of some octets, as a line of JSON.
void print_sample(const Bytes& octets, Version version) {
    nlohmann::json line{{"version", static_cast<int>(version)}, {"octets", to_hex(octets)}};
    const auto packet = decode(octets, version);
    if (packet.has_error()) {
        line["malformed"] = std::string(name(packet.error().why));
    } else {
        const auto* connect = std::get_if<Connect>(&*packet);
        line["packet"] = to_json(*packet, connect != nullptr ? connect->version : version);
    }
    std::cout << line.dump() << '\n';
}

void print_malformed(const Packet& packet, Version version) {
    for (const Malformation& row : malformations()) {
        const auto octets = malform(row, packet, version);
        if (octets && row.noticed == Noticed::packet) print_sample(*octets, version);
    }
}

}  // namespace
}  // namespace breakwire::mqtt

/// Prints octets and what our decoder makes of them, for `compare.js`: packets that are right,
/// ones with octets changed, and some with each mistake of the catalogue. Fixed seeds, so that a
/// disagreement can be found again.
int main() {
    using namespace breakwire::mqtt;
    constexpr int rounds = 4000;
    RandomPackets packets(20'261'122);
    for (int round = 0; round < rounds; ++round) {
        for (const Version version : {Version::v3_1_1, Version::v5_0}) {
            const Packet packet = packets.next(version);
            const breakwire::Bytes wire = encode(packet, version);
            print_sample(wire, version);
            print_sample(packets.mutated(wire), version);
            if (round % 10 == 0) print_malformed(packet, version);
        }
    }
}
