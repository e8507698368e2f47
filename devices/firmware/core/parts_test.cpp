// The parts that the node is made of, each by itself.
#include <gtest/gtest.h>

#include <set>
#include <string>

extern "C" {
#include "devices/firmware/core/backoff.h"
#include "devices/firmware/core/outbox.h"
#include "devices/firmware/core/packet.h"
#include "devices/firmware/core/settings.h"
}

namespace breakwire::firmware {
namespace {

// --- Backoff ------------------------------------------------------------------------------------

TEST(FirmwareBackoff, DoublesUpToItsLimitAndStaysWithinHalfOfEachStep) {
    Backoff backoff{};
    backoff_init(&backoff, 1000, 60000, 7);
    std::uint32_t step = 1000;
    for (int attempt = 0; attempt < 40; ++attempt) {
        const std::uint32_t wait = backoff_next(&backoff);
        EXPECT_GE(wait, step / 2);
        EXPECT_LE(wait, step);
        step = std::min(step * 2, 60000u);
    }
}

TEST(FirmwareBackoff, DiffersFromNodeToNode) {
    std::set<std::uint32_t> waits;
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        Backoff backoff{};
        backoff_init(&backoff, 1000, 60000, seed * 2654435761u);
        for (int attempt = 0; attempt < 3; ++attempt) backoff_next(&backoff);
        waits.insert(backoff_next(&backoff));
    }
    EXPECT_GT(waits.size(), 45u);  // of 4000 possible ones
}

TEST(FirmwareBackoff, StartsAnewAndSlowsDownWhenTold) {
    Backoff backoff{};
    backoff_init(&backoff, 1000, 60000, 1);
    backoff_slow_down(&backoff);
    EXPECT_GE(backoff_next(&backoff), 30000u);
    backoff_reset(&backoff);
    EXPECT_LE(backoff_next(&backoff), 1000u);
}

// --- Packets ------------------------------------------------------------------------------------

std::string finished(const std::string& payload) {
    PacketOut packet{};
    packet_begin(&packet, 0x30);
    packet_put_text(&packet, "a/b");
    packet_put_raw(&packet, payload.data(), payload.size());
    if (!packet_finish(&packet)) return "full";
    return {reinterpret_cast<const char*>(packet.data) + packet.start, packet.end - packet.start};
}

TEST(FirmwarePacket, HasTheShortestLengthThatHoldsIt) {
    EXPECT_EQ(finished("x"), std::string("\x30\x06\0\x03"
                                         "a/bx",
                                         8));
    EXPECT_EQ(finished(std::string(122, 'x')).substr(0, 2), "\x30\x7f");
    EXPECT_EQ(finished(std::string(123, 'x')).substr(0, 3), "\x30\x80\x01");
}

TEST(FirmwarePacket, ThatDoesNotFitIsNotFinished) {
    EXPECT_EQ(finished(std::string(packet_room, 'x')), "full");
}

/// Feeds octets and tells what the framer says of the last of them.
FramerSays feed(Framer& framer, const std::string& octets) {
    FramerSays says = framer_wants_more;
    for (const char octet : octets) says = framer_put(&framer, static_cast<std::uint8_t>(octet));
    return says;
}

TEST(FirmwareFramer, KeepsTheBeginningOfAPacketThatIsTooLong) {
    Framer framer{};
    framer_reset(&framer);
    EXPECT_EQ(feed(framer, "\x30\x88\x27" + std::string(4999, 'x')), framer_wants_more);
    EXPECT_EQ(feed(framer, "x"), framer_has_packet);
    EXPECT_EQ(framer_packet(&framer).size, 5000u);
    EXPECT_EQ(framer_packet(&framer).kept, static_cast<std::size_t>(packet_body_kept));
    EXPECT_EQ(feed(framer, std::string("\xd0\0", 2)), framer_has_packet);  // the next one is whole
    EXPECT_EQ(framer_packet(&framer).type, packet_pingresp);
}

TEST(FirmwareFramer, IsLostWhereNoPacketBegins) {
    for (const char* octets : {"\xf0", "\x05", "\x10", "\x30\xff\xff\xff\xff"}) {
        Framer framer{};
        framer_reset(&framer);
        EXPECT_EQ(feed(framer, octets), framer_is_lost) << octets;
    }
}

bool readable(const std::string& octets) {
    Framer framer{};
    framer_reset(&framer);
    if (feed(framer, octets) != framer_has_packet) return false;
    const PacketIn packet = framer_packet(&framer);
    PublishIn publish{};
    return publish_read(&packet, &publish);
}

TEST(FirmwarePublish, IsReadableUnlessItsFieldsDoNotFit) {
    EXPECT_TRUE(
        readable(std::string("\x32\x06\0\x01"
                             "a\0\x07x",
                             8)));
    EXPECT_FALSE(
        readable(std::string("\x36\x06\0\x01"
                             "a\0\x07x",
                             8)));  // QoS 3
    EXPECT_FALSE(
        readable(std::string("\x32\x06\0\x01"
                             "a\0\0x",
                             8)));  // identifier 0
    EXPECT_FALSE(
        readable(std::string("\x32\x04\0\x09"
                             "ax",
                             6)));  // a topic past the end
    EXPECT_FALSE(readable(std::string("\x30\x01\0", 3)));
}

// --- Outbox -------------------------------------------------------------------------------------

TEST(FirmwareOutbox, DropsTheOldestThatWasNeverSent) {
    Outbox outbox{};
    for (int number = 0; number < outbox_slots; ++number) {
        outbox_add(&outbox, "t", std::to_string(number).c_str(), false);
    }
    OutMessage* first = outbox_next(&outbox);
    first->sent = first->sent_here = true;
    first->id = 9;
    EXPECT_TRUE(outbox_add(&outbox, "t", "new", false));
    EXPECT_EQ(outbox.dropped, 1u);
    EXPECT_STREQ(outbox.messages[0].payload, "0");  // the broker may have it: it stays
    EXPECT_STREQ(outbox.messages[1].payload, "2");
    EXPECT_STREQ(outbox.messages[7].payload, "new");
}

TEST(FirmwareOutbox, HasNoRoomWhereEverythingWasSent) {
    Outbox outbox{};
    for (int number = 0; number < outbox_slots; ++number) {
        outbox_add(&outbox, "t", "x", false);
        outbox_next(&outbox)->sent = true;
        outbox_next(&outbox)->sent_here = true;
    }
    EXPECT_FALSE(outbox_add(&outbox, "t", "new", false));
    EXPECT_FALSE(outbox_add(&outbox, std::string(outbox_topic_size, 't').c_str(), "x", false));
}

TEST(FirmwareOutbox, ForgetsNothingButWhatIsAcknowledged) {
    Outbox outbox{};
    outbox_add(&outbox, "t", "a", false);
    outbox_add(&outbox, "t", "b", false);
    for (std::uint16_t id : {std::uint16_t{1}, std::uint16_t{2}}) {
        OutMessage* message = outbox_next(&outbox);
        message->sent = message->sent_here = true;
        message->id = id;
    }
    EXPECT_FALSE(outbox_acknowledged(&outbox, 3));
    EXPECT_TRUE(outbox_acknowledged(&outbox, 1));
    EXPECT_FALSE(outbox_acknowledged(&outbox, 1));
    outbox_reconnected(&outbox);
    EXPECT_EQ(outbox_next(&outbox)->id, 2);
    outbox_new_session(&outbox);
    EXPECT_EQ(outbox_next(&outbox)->id, 0);
    EXPECT_FALSE(outbox_next(&outbox)->sent);
}

// --- Settings -----------------------------------------------------------------------------------

TEST(FirmwareSettings, AreValidUntilAnOctetChanges) {
    Settings settings{};
    settings_defaults(&settings);
    EXPECT_TRUE(settings_set(&settings, "broker", "127.64.0.9:1884"));
    EXPECT_TRUE(settings_valid(&settings));
    settings.id[20] ^= 1;
    EXPECT_FALSE(settings_valid(&settings));
    EXPECT_FALSE(settings_valid(&(settings = Settings{})));
}

TEST(FirmwareSettings, RefuseWhatIsOutOfRange) {
    const std::pair<const char*, const char*> wrong[] = {
        {"id", ""},           {"id", "a-name-that-is-too-long-for-it"},
        {"interval", "9"},    {"interval", "1s"},
        {"interval", "-500"}, {"keepalive", "65536"},
        {"qos", "2"},         {"clean", "yes"},
        {"broker", "host"},   {"broker", ":1883"},
        {"broker", "h:0"},    {"flaw", "all"},
        {"colour", "red"}};
    Settings settings{};
    settings_defaults(&settings);
    const Settings before = settings;
    for (const auto& [name, value] : wrong) {
        EXPECT_FALSE(settings_set(&settings, name, value)) << name << ' ' << value;
    }
    EXPECT_EQ(settings.check, before.check);
    EXPECT_TRUE(settings_valid(&settings));
}

TEST(FirmwareSettings, ShowWhatTheyTakeButNoPassword) {
    Settings settings{};
    settings_defaults(&settings);
    const std::pair<const char*, const char*> values[] = {
        {"id", "node-7"}, {"interval", "250"}, {"keepalive", "60"},       {"qos", "0"},
        {"clean", "1"},   {"user", "node"},    {"broker", "localhost:1"}, {"flaw", "no_dup"}};
    for (const auto& [name, value] : values) {
        char shown[64];
        EXPECT_TRUE(settings_set(&settings, name, value)) << name;
        settings_show(&settings, name, shown, sizeof shown);
        EXPECT_STREQ(shown, value);
    }
    char shown[64];
    settings_set(&settings, "password", "secret");
    settings_show(&settings, "password", shown, sizeof shown);
    EXPECT_STREQ(shown, "***");
    settings_set(&settings, "flaw", "hasty");
    settings_show(&settings, "flaw", shown, sizeof shown);
    EXPECT_STREQ(shown, "no_dup,hasty");
}

}  // namespace
}  // namespace breakwire::firmware
