#include "reports/html/compact_record.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "sim/mqtt/encode.hpp"

namespace breakwire::reports {
namespace {

using namespace sim;
using nlohmann::json;

PacketSeen ping(Tap tap) {
    return {"pump",
            1,
            Direction::up,
            tap,
            mqtt::Version::v5_0,
            mqtt::encode(mqtt::Packet(mqtt::Pingreq{}), mqtt::Version::v5_0),
            std::make_shared<const mqtt::Packet>(mqtt::Pingreq{}),
            std::nullopt};
}

json compact(const std::vector<Event>& events, const std::string& note = "") {
    CompactRecord record;
    for (const Event& event : events) record.add(event);
    return json::parse(record.text({{"schema", 1}, {"seed", 7}}, note));
}

TEST(CompactRecord, KeepsHeaderAndNote) {
    const json record = compact({}, "record.jsonl:8: the last line is torn (7 octets)");
    EXPECT_EQ(record["format"], 1);
    EXPECT_EQ(record["header"]["seed"], 7);
    EXPECT_EQ(record["note"], "record.jsonl:8: the last line is torn (7 octets)");
    EXPECT_EQ(record["events"], json::array());
}

TEST(CompactRecord, WritesAPacketOnceAndRefersToItFromBothTaps) {
    const json record = compact({{1, Instant{40ms}, ping(Tap::client)},
                                 {2, Instant{60ms}, ping(Tap::broker)},
                                 {3, Instant{90ms}, ping(Tap::client)}});
    EXPECT_EQ(record["packets"], json::parse(R"([["5.0","c000","PINGREQ","PINGREQ"]])"));
    EXPECT_EQ(record["wires"], json::parse("[[0,1,1,0],[0,1,1,1]]"));
    EXPECT_EQ(record["strings"], json::parse(R"(["pump"])"));
    EXPECT_EQ(record["events"],
              json::parse("[[40000000,0,0,0],[20000000,0,1,0],[30000000,0,0,0]]"));
}

TEST(CompactRecord, TellsTheSameOctetsOfTwoVersionsApart) {
    PacketSeen older = ping(Tap::client);
    older.version = mqtt::Version::v3_1_1;
    EXPECT_EQ(compact({{1, {}, ping(Tap::client)}, {2, {}, older}})["packets"].size(), 2U);
}

TEST(CompactRecord, SaysWhyAPacketIsMalformed) {
    PacketSeen packet = ping(Tap::broker);
    packet.bytes = *from_hex("c00100");
    packet.packet = nullptr;
    packet.error = mqtt::DecodeError{mqtt::Malformed::trailing_bytes, 2, "MQTT-3.12"};
    const json row = compact({{1, {}, packet}})["packets"][0];
    EXPECT_EQ(row[2], "PINGREQ");
    EXPECT_EQ(row[3], "");
    EXPECT_THAT(row[4], testing::HasSubstr("byte 2"));
    EXPECT_EQ(row[5], 2);
    EXPECT_EQ(row[6], "MQTT-3.12");
}

TEST(CompactRecord, HasARowForEveryKindOfEvent) {
    const Place at{"a.yaml", 3, 5};
    const json record = compact({
        {1, {}, ping(Tap::client)},
        {2, {}, BytesSeen{"pump", 1, Direction::down, Tap::broker, *from_hex("ff")}},
        {3, {}, ConnectionSeen{"pump", 1, Direction::up, Tap::client, Transport::rst, ""}},
        {4, {}, FaultEvent{2, "rst", "pump", Phase::hit, "1 connection", true}},
        {5, {}, StepEvent{"1", "start pump", at, Phase::begin}},
        {6, {}, BrokerEvent{BrokerState::ready, "2.0.11"}},
        {7, {}, BrokerLog{"hello"}},
        {8, {}, DeviceEvent{"pump", DeviceState::published, "level", 0.5}},
        {9, {}, CheckEvent{"2", "silence", "noise", false, {1, 3}, at}},
        {10, {}, Lateness{1ns, 2ns, 3ns}},
    });
    for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(record["events"][i][1], i);
    EXPECT_EQ(record["events"][3][2], 2) << "the fault's number";
    EXPECT_EQ(record["events"][7].back(), 0.5);
    EXPECT_EQ(record["events"][8][6], json::parse("[1,3]"));
    EXPECT_EQ(record["events"][9], json::parse("[0,9,1,2,3]"));
}

TEST(CompactRecord, TellsOfTlsAndNamesAsOfOctetsAndDevices) {
    const json record = compact({
        {1, {}, SealedSeen{"pump", 1, Direction::up, Tap::client, *from_hex("1603")}},
        {2, {}, TlsSeen{"pump", 1, TlsPart::client, TlsState::failed, "unknown CA"}},
        {3, {}, LookupSeen{"pump", "broker", LookupResult::found, "127.64.0.1"}},
    });
    EXPECT_EQ(record["events"][0][1], 1) << "octets";
    EXPECT_EQ(record["events"][1][1], 7) << "a device";
    const json& strings = record["strings"];
    EXPECT_EQ(strings[record["events"][1][3].get<int>()], "tls_failed");
    EXPECT_EQ(strings[record["events"][2][4].get<int>()], "broker: found 127.64.0.1");
}

TEST(CompactRecord, TellsOfConsolesAsOfDevices) {
    const json record = compact({
        {1, {}, ConsoleSeen{"pump", "console", ConsoleVoice::board, "PANIC"}},
        {2, {}, ConsoleSeen{"pump", "console", ConsoleVoice::harness, "reboot"}},
    });
    EXPECT_EQ(record["events"][0][1], 7) << "a device";
    const auto word = [&record](int event, int place) {
        return record["strings"][record["events"][event][place].get<std::size_t>()];
    };
    EXPECT_EQ(word(0, 3), "console_says");
    EXPECT_EQ(word(0, 4), "PANIC");
    EXPECT_EQ(word(1, 3), "console_is_told");
    EXPECT_EQ(word(1, 4), "reboot");
}

TEST(CompactRecord, LeavesOutValuesThatJsonCannotWrite) {
    const double infinite = std::numeric_limits<double>::infinity();
    const json record = compact({{1, {}, DeviceEvent{"pump", DeviceState::note, "", infinite}}});
    EXPECT_EQ(record["events"][0].size(), 5U);
}

TEST(CompactRecord, ReplacesOctetsThatAreNoText) {
    EXPECT_EQ(compact({{1, {}, BrokerLog{"\xff"}}})["strings"][0], "\xef\xbf\xbd");
}

}  // namespace
}  // namespace breakwire::reports
