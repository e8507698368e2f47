#include <gtest/gtest.h>

#include <random>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/describe.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/example_packets.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::mqtt {
namespace {

/// mt19937_64 gives the same numbers on every platform; the distributions of the library do not.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
    std::byte octet() { return static_cast<std::byte>(engine_() & 0xFF); }

private:
    std::mt19937_64 engine_;
};

/// Overwrites, flips, drops or inserts one byte behind the fixed header.
void mutate(Bytes& body, Dice& dice) {
    if (body.empty()) return body.push_back(dice.octet());
    const std::size_t at = dice.below(body.size());
    const auto place = body.begin() + static_cast<std::ptrdiff_t>(at);
    switch (dice.below(4)) {
        case 0:
            *place = dice.octet();
            break;
        case 1:
            *place ^= static_cast<std::byte>(1U << dice.below(8));
            break;
        case 2:
            body.erase(place);
            break;
        default:
            body.insert(place, dice.octet());
            break;
    }
}

/// What decodes must mean the same after it was written again.
void expect_same_after_encoding(const Packet& packet, Version version, const Bytes& wire) {
    const auto again = decode(encode(packet, version), version);
    ASSERT_TRUE(again) << to_string(again.error()) << " after " << to_hex(wire);
    ASSERT_EQ(*again, packet) << to_hex(wire);
    ASSERT_EQ(describe(packet, version).find('\n'), std::string::npos);
}

TEST(Decode, SurvivesAHundredThousandMutatedPackets) {
    Dice dice(20'240'417);
    std::vector<std::pair<Version, Bytes>> seeds;
    for (const examples::Example& each : examples::all()) {
        Bytes wire = encode(each.packet, each.version);
        if (wire.size() < 500) seeds.emplace_back(each.version, std::move(wire));
    }
    std::size_t accepted = 0;
    for (int round = 0; round < 100'000; ++round) {
        const auto& [version, wire] = seeds[dice.below(seeds.size())];
        const std::size_t header = wire.size() < 130 ? 2 : 3;
        Bytes body(wire.begin() + static_cast<std::ptrdiff_t>(header), wire.end());
        for (std::size_t left = 1 + dice.below(3); left > 0; --left) mutate(body, dice);
        const Bytes mutant = Raw::packet(std::to_integer<std::uint8_t>(wire[0]), body);

        const auto decoded = decode(mutant, version);
        if (decoded.has_error()) {
            ASSERT_LE(decoded.error().offset, mutant.size()) << to_hex(mutant);
            continue;
        }
        ++accepted;
        ASSERT_NO_FATAL_FAILURE(expect_same_after_encoding(*decoded, version, mutant));
    }
    // Enough of both outcomes to have tested both.
    EXPECT_GT(accepted, 5'000U);
    EXPECT_LT(accepted, 95'000U);
}

TEST(Framer, SurvivesAnyStream) {
    Dice dice(7);
    for (int round = 0; round < 2'000; ++round) {
        Framer framer;
        std::size_t fed = 0;
        std::size_t cut = 0;
        for (int read = 0; read < 10; ++read) {
            Bytes bytes(dice.below(50));
            for (std::byte& each : bytes) each = dice.octet() & std::byte{0x8F};
            framer.feed(bytes);
            fed += bytes.size();
            while (auto next = framer.next()) {
                if (next->has_error()) break;
                cut += (*next)->size();
                (void)decode(**next, Version::v5_0);
            }
        }
        ASSERT_EQ(cut + framer.buffered(), fed);
    }
}

}  // namespace
}  // namespace breakwire::mqtt
