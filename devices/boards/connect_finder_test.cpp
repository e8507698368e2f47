#include "devices/boards/connect_finder.hpp"

#include <gtest/gtest.h>

#include "sim/base/luck.hpp"

namespace breakwire::devices {
namespace {

/// Writes down what it finds: octets as they are, "[" before those of a CONNECT.
struct Finding {
    std::string story;
    ConnectFinder finder{{[this](ByteView octets) { story += to_text(octets); },
                          [this](ByteView octets) { story += '[' + to_text(octets); }}};

    void feed(std::string_view text) { finder.feed(as_bytes(text)); }
};

const std::string connect_octets = std::string("\x10\x0c\0\4MQTT\4\2\0\x3c\0\0", 14);
const std::string old_connect_octets = std::string("\x10\x0e\0\6MQIsdp\3\2\0\x3c\0\0", 16);
const std::string long_connect_octets = std::string("\x10\xff\xff\xff\x7f\0\4MQTT\5", 12);

TEST(ConnectFinder, FindsAConnectAtTheStart) {
    for (const std::string& each : {connect_octets, old_connect_octets, long_connect_octets}) {
        Finding found;
        found.feed(each);
        EXPECT_EQ(found.story, '[' + each);
    }
}

TEST(ConnectFinder, FindsOneAfterGarbageAndHalfPackets) {
    for (const std::string& before :
         {std::string("\xff\x10\x10"), std::string("\x10\x0c\0\4MQ", 6), std::string("0MQTT")}) {
        Finding found;
        found.feed(before + connect_octets + "x");
        EXPECT_EQ(found.story, before + '[' + connect_octets + "x");
    }
}

TEST(ConnectFinder, FindsOneThatComesOctetByOctet) {
    Finding found;
    for (const char c : "ab" + connect_octets) found.feed(std::string_view(&c, 1));
    EXPECT_EQ(found.story, "ab[" + connect_octets);
}

TEST(ConnectFinder, TakesNothingElseForAConnect) {
    for (const std::string& each :
         {std::string("\x11\x0c\0\4MQTT", 8), std::string("\x10\x0c\0\5MQTT", 8),
          std::string("\x10\xff\xff\xff\xff\1\0\4MQTT", 12), std::string("\x30\4MQTT")}) {
        Finding found;
        found.feed(each);
        found.finder.release();
        EXPECT_EQ(found.story, each);
    }
}

TEST(ConnectFinder, HoldsBackOnlyWhatMayBecomeAConnect) {
    Finding found;
    found.feed("payload\x10");
    EXPECT_EQ(found.story, "payload");
    EXPECT_EQ(found.finder.held(), 1U);
    found.feed("\x0cz");
    EXPECT_EQ(found.finder.held(), 0U);
    EXPECT_EQ(found.story, "payload\x10\x0cz");
}

TEST(ConnectFinder, ReleasesWhatItHoldsOnceAndStillKnowsIt) {
    Finding found;
    found.feed(connect_octets.substr(0, 5));
    found.finder.release();
    found.finder.release();
    EXPECT_EQ(found.story, connect_octets.substr(0, 5));
    found.feed(connect_octets.substr(5));
    EXPECT_EQ(found.story, connect_octets.substr(0, 5) + '[' + connect_octets);
}

TEST(ConnectFinder, ForgetsWhatWasBeforeACut) {
    Finding found;
    found.feed(connect_octets.substr(0, 5));
    found.finder.forget();
    found.feed(connect_octets.substr(5));
    EXPECT_EQ(found.story, connect_octets.substr(5));
}

/// A stream of packets, garbage, cut packets and CONNECTs.
std::string stream_of(const Luck& luck) {
    std::string octets;
    for (std::uint64_t part = 0; part < 40; ++part) {
        const std::uint64_t kind = luck.bits("kind", part) % 4;
        if (kind == 0) octets += connect_octets;
        if (kind == 1) octets += connect_octets.substr(0, luck.bits("cut", part) % 8);
        for (std::uint64_t i = 0; kind > 1 && i < luck.bits("size", part) % 20; ++i) {
            // Octets of which CONNECTs are made are the likeliest.
            const std::uint64_t bits = luck.bits("octet", part * 100 + i);
            octets +=
                bits % 3 == 0 ? static_cast<char>(bits >> 8) : connect_octets[(bits >> 8) % 8];
        }
    }
    return octets;
}

/// Whether a CONNECT begins at `at`, found the plain way: with everything there at once.
bool connect_begins(const std::string& octets, std::size_t at) {
    if (octets[at] != '\x10') return false;
    std::size_t end = at + 1;
    while (end < octets.size() && (octets[end] & '\x80') != 0) ++end;
    if (end - at > 4) return false;
    return octets.compare(end + 1 < octets.size() ? end + 1 : octets.size(), 6,
                          std::string("\0\4MQTT", 6)) == 0;
}

/// The stream with a mark before each CONNECT.
std::string marked(const std::string& octets) {
    std::string out;
    for (std::size_t at = 0; at < octets.size(); ++at) {
        if (connect_begins(octets, at)) out += '[';
        out += octets[at];
    }
    return out;
}

TEST(ConnectFinder, NeitherLosesNorChangesAnOctetWhateverTheChunks) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Luck luck(seed);
        const std::string stream = stream_of(luck);
        Finding found;
        for (std::size_t at = 0, chunk = 0; at < stream.size(); ++chunk) {
            const std::size_t size = 1 + luck.bits("chunk", chunk) % 9;
            found.feed(std::string_view(stream).substr(at, size));
            at += size;
        }
        found.finder.release();
        EXPECT_EQ(found.story, marked(stream)) << "seed " << seed;
    }
}

TEST(ConnectFinder, TellsEachConnectWholeWheneverItHasToReleaseWhatItHolds) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Luck luck(seed);
        const std::string stream = stream_of(luck);
        std::size_t connects = 0;
        std::size_t passed = 0;
        ConnectFinder finder{{[&](ByteView octets) { passed += octets.size(); },
                              [&](ByteView octets) {
                                  ++connects;
                                  EXPECT_TRUE(connect_begins(to_text(octets), 0));
                              }}};
        for (std::size_t at = 0; at < stream.size(); ++at) {
            finder.feed(as_bytes(stream).subspan(at, 1));
            if (luck.bits("release", at) % 3 == 0) finder.release();
        }
        finder.release();
        const std::size_t marks = marked(stream).size() - stream.size();
        EXPECT_EQ(connects, marks) << "seed " << seed;
        EXPECT_GE(passed + connects * 8, stream.size()) << "seed " << seed;
    }
}

}  // namespace
}  // namespace breakwire::devices
