#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/differential/random_packets.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"

// The global operators are replaced, so these tests are a program of their own.
namespace {

std::size_t allocated = 0;  ///< octets asked for since the last `measured`

}  // namespace

void* operator new(std::size_t size) {
    allocated += size;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace breakwire::mqtt {
namespace {

/// How many octets `work` asks the heap for, those it gives back included.
template <class Work>
std::size_t measured(Work work) {
    allocated = 0;
    work();
    return allocated;
}

std::size_t measured_decode(const Bytes& octets, Version version) {
    return measured([&] { (void)decode(octets, version); });
}

/// A property takes two octets at least on the wire and eighty in memory, and a vector that doubles
/// whenever it is full has asked for three times what it holds.
constexpr std::size_t times_input = 120;
constexpr std::size_t beside_it = 256;

TEST(DecodeMemory, StaysWithinWhatThePacketHolds) {
    RandomPackets packets(7);
    for (int round = 0; round < 4000; ++round) {
        for (const Version version : {Version::v3_1_1, Version::v5_0}) {
            const Bytes wire = encode(packets.next(version), version);
            const Bytes mutant = packets.mutated(wire);
            ASSERT_LE(measured_decode(wire, version), times_input * wire.size() + beside_it)
                << to_hex(wire);
            ASSERT_LE(measured_decode(mutant, version), times_input * mutant.size() + beside_it)
                << to_hex(mutant);
        }
    }
}

TEST(DecodeMemory, StaysWithinThePacketWhereEachPropertyIsAsSmallAsCanBe) {
    Publish message;
    message.topic = "a";
    for (int i = 0; i < 2000; ++i) message.properties.add(PropertyId::user_property, StringPair{});
    const Bytes wire = encode(message, Version::v5_0);
    const std::size_t size = measured_decode(wire, Version::v5_0);
    EXPECT_GT(size, wire.size());
    EXPECT_LE(size, times_input * wire.size());
}

TEST(DecodeMemory, BelievesNoLengthThatThePacketCannotHold) {
    for (const char* hostile : {
             "3004 ffff 6161",                 // a topic of 65535 octets in two
             "100a 0004 4d515454 05 02 ffff",  // a CONNECT that ends behind its keep alive
             "8204 0001 ff7f",                 // properties of 16383 octets in none
             "8207 0001 00 ffff 61 00",        // a filter of 65535 octets in two
             "30ffffff7f 0001 61",             // a packet of 268435455 octets in three
             "3008 0001 61 04 26 ffff 61",     // a name of 65535 octets in one
         }) {
        const Bytes octets = from_hex(hostile).value();
        EXPECT_LE(measured_decode(octets, Version::v5_0), beside_it) << hostile;
        EXPECT_LE(measured_decode(octets, Version::v3_1_1), beside_it) << hostile;
    }
}

TEST(FramerMemory, KeepsWhatItWasFedAndNoRoomForWhatWasAnnounced) {
    const Bytes start = from_hex("30ffffff7f 0001 61").value();
    EXPECT_LE(measured([&] {
                  Framer framer;
                  framer.feed(start);
                  EXPECT_FALSE(framer.next());
              }),
              beside_it);
}

TEST(FramerMemory, GrowsWithTheStreamAlone) {
    const Bytes start = from_hex("30ffffff7f").value();
    constexpr std::size_t fed = 100'000;
    EXPECT_LE(measured([&] {
                  Framer framer;
                  framer.feed(start);
                  const Bytes piece(1000);
                  for (std::size_t at = 0; at < fed; at += piece.size()) framer.feed(piece);
                  EXPECT_FALSE(framer.next());
              }),
              4 * fed);
}

}  // namespace
}  // namespace breakwire::mqtt
