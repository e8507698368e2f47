#include "sim/mqtt/malform.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/example_packets.hpp"
#include "sim/mqtt/framer.hpp"

namespace breakwire::mqtt {
namespace {

/// What a receiver makes of octets: the framer cuts them, the decoder judges each packet.
struct Received {
    std::vector<PacketType> packets;
    std::optional<DecodeError> error;
    bool in_framing = false;
    std::size_t left = 0;
};

Received receive(const Bytes& octets, Version version) {
    Received out;
    Framer framer;
    framer.feed(octets);
    while (const auto whole = framer.next()) {
        out.in_framing = whole->has_error();
        const auto packet =
            out.in_framing ? Decoded<Packet>(whole->error()) : decode(**whole, version);
        if (packet.has_error()) out.error = packet.error();
        if (packet.has_error()) return out;
        out.packets.push_back(type_of(*packet));
    }
    out.left = framer.buffered();
    return out;
}

/// "MQTT-3.3.1-4" as ids have it, "v5/3.3.1-4".
std::string id_of(std::string_view rule, Version version) {
    return (version == Version::v3_1_1 ? "v311/" : "v5/") + std::string(rule.substr(5));
}

/// Whether the row names the sentence with which the decoder refuses.
bool names(const Malformation& row, std::string_view rule, Version version) {
    const std::string listed = ", " + std::string(row.sentences(version)) + ',';
    const bool numbered = rule.starts_with("MQTT-");
    if (rule.empty()) return true;  // left to common sense
    if (!numbered) return listed.find("section ") != std::string::npos;
    return listed.find(", " + id_of(rule, version) + ',') != std::string::npos;
}

class MalformationRow : public testing::TestWithParam<const Malformation*> {
protected:
    const Malformation& row() const { return *GetParam(); }

    void expect_noticed(const Bytes& octets, const examples::Example& example) {
        const Version version = example.version;
        const Received got = receive(octets, version);
        SCOPED_TRACE(example.name + " as " +
                     to_hex(ByteView(octets).first(std::min<std::size_t>(octets.size(), 80))));
        EXPECT_EQ(got.in_framing, row().noticed == Noticed::framing);
        if (row().noticed == Noticed::waiting) {
            EXPECT_EQ(got.left, octets.size());
        } else if (row().noticed == Noticed::sequence) {
            EXPECT_EQ(got.packets.size(), 2U);
            EXPECT_NE(got.packets, std::vector{type_of(example.packet)});
        } else {
            ASSERT_TRUE(got.error);
            // Of a CONNECT the decoder learns the version late.
            EXPECT_TRUE(names(row(), got.error->rule, version) ||
                        names(row(), got.error->rule, Version::v5_0))
                << to_string(*got.error);
        }
    }
};

TEST_P(MalformationRow, IsNoticedInEveryPacketItAppliesTo) {
    std::set<std::pair<Version, PacketType>> made;
    for (const examples::Example& example : examples::all()) {
        const auto octets = malform(row(), example.packet, example.version);
        if (!octets) continue;
        made.emplace(example.version, type_of(example.packet));
        expect_noticed(*octets, example);
    }
    for (const examples::Example& example : examples::all()) {
        const PacketType type = type_of(example.packet);
        const bool both_codes = type == PacketType::connack || type == PacketType::suback;
        const bool codeless =
            row().name == "reason_unknown" && example.version == Version::v3_1_1 && !both_codes;
        if (!row().applies_to(type) || !row().applies_to(example.version) || codeless) continue;
        EXPECT_TRUE(made.contains({example.version, type})) << example.name;
    }
}

TEST_P(MalformationRow, LeavesOtherPacketsAlone) {
    for (const examples::Example& example : examples::all()) {
        EXPECT_FALSE(receive(encode(example.packet, example.version), example.version).error);
        if (row().applies_to(type_of(example.packet)) && row().applies_to(example.version))
            continue;
        EXPECT_FALSE(malform(row(), example.packet, example.version)) << example.name;
    }
}

TEST_P(MalformationRow, SaysWhatItIsAndWhatItViolates) {
    EXPECT_FALSE(row().help.empty());
    EXPECT_FALSE(row().v3_1_1.empty() && row().v5_0.empty());
    EXPECT_FALSE(types_in_words(row()).empty());
    EXPECT_EQ(malformation(row().name), &row());
}

std::vector<const Malformation*> malformations_of_table() {
    std::vector<const Malformation*> out;
    for (const Malformation& row : malformations()) out.push_back(&row);
    return out;
}

INSTANTIATE_TEST_SUITE_P(Catalogue, MalformationRow, testing::ValuesIn(malformations_of_table()),
                         [](const auto& row) { return std::string(row.param->name); });

TEST(Malform, NamesEachRowOnce) {
    const auto names = malformation_names();
    EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
    EXPECT_EQ(malformation("qos_4"), nullptr);
}

TEST(Malform, FindsNoPacketIdentifierToSpoilAtQos0) {
    Publish message;
    message.topic = "a";
    EXPECT_FALSE(malform(*malformation("packet_id_0"), message, Version::v3_1_1));
}

TEST(Malform, ChangesNothingButWhatItSays) {
    const Publish message{false, Qos::at_least_once, false, "a", 7, {}, to_bytes("x")};
    const auto spoilt = [&](std::string_view name) {
        return to_hex(*malform(*malformation(name), message, Version::v3_1_1));
    };
    EXPECT_EQ(to_hex(encode(message, Version::v3_1_1)), "3206000161000778");
    EXPECT_EQ(spoilt("qos_3"), "3606000161000778");
    EXPECT_EQ(spoilt("packet_id_0"), "3206000161000078");
    EXPECT_EQ(spoilt("length_of_five_octets"), "328680808000000161000778");
    EXPECT_EQ(spoilt("length_too_long"), "3207000161000778");
    EXPECT_EQ(spoilt("type_15"), "f006000161000778");
}

}  // namespace
}  // namespace breakwire::mqtt
