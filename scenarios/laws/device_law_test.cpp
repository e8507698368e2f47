#include "scenarios/laws/device_law.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

/// What devices do, each rule in stories in which it is kept, broken, and beside the point.
namespace breakwire::scenarios::device_story {
namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr sim::ConnectionId first = 1;
constexpr sim::ConnectionId second = 2;

mqtt::Publish reading(std::uint16_t id, const char* payload = "21.3", bool dup = false) {
    mqtt::Publish made;
    made.topic = "plant/1/t";
    made.payload = to_bytes(std::string_view(payload));
    made.qos = Qos::at_least_once;
    made.packet_id = id;
    made.dup = dup;
    return made;
}

mqtt::Publish with_qos2(mqtt::Publish publish) {
    publish.qos = Qos::exactly_once;
    return publish;
}

/// A history as the tap of one device, "pump", shows it.
class Story : public History {
public:
    explicit Story(Version version = v3) : History(version) {}

    Story& connects(sim::ConnectionId id, bool session_present = false,
                    std::uint16_t keep_alive = 0, mqtt::Connack connack = {}) {
        mqtt::Connect connect = connect_packet("pump");
        connect.clean_start = false;
        connect.keep_alive = keep_alive;
        connack.session_present = session_present;
        up(id, connect).down(id, connack);
        return *this;
    }
    Story& restarts(sim::DeviceState how = sim::DeviceState::started) {
        events().push_back({events().size() + 1, now(), sim::DeviceEvent{"pump", how, "", {}}});
        return *this;
    }

    /// The tap is at the far end of the pump's link.
    Story& behind_its_link() {
        by_.behind_links = {"pump"};
        return *this;
    }
    Story& dials(sim::ConnectionId id) {
        end(id, sim::Transport::dialing, sim::Direction::up);
        return *this;
    }

    std::vector<LawFinding> findings(std::vector<std::string> puppets = {}) {
        LawContext by = by_;
        by.puppets = std::move(puppets);
        DeviceLaw law(by);
        for (const sim::Event& event : events()) law.see(at_the_device(event));
        return law.finish(now());
    }
    std::vector<std::string> breaks() { return breaches(findings()); }
    std::uint64_t keeps(const std::string& id) { return held(findings(), id); }

private:
    static sim::Event at_the_device(sim::Event event) {
        if (const auto* packet = event.as<sim::PacketSeen>()) {
            sim::PacketSeen moved = *packet;
            moved.tap = sim::Tap::client;
            moved.device = "pump";
            event.body = moved;
        } else if (const auto* end = event.as<sim::ConnectionSeen>()) {
            sim::ConnectionSeen moved = *end;
            moved.tap = sim::Tap::client;
            moved.device = "pump";
            event.body = moved;
        }
        return event;
    }

    LawContext by_ = context();
};

// --- Identifiers and repeats --------------------------------------------------------------------

TEST(DeviceLaw, HoldsThatANewPacketHasAFreeIdentifier) {
    Story story;
    story.connects(first).up(first, reading(1)).up(first, mqtt::Subscribe{2});
    story.down(first, mqtt::Puback{1}).up(first, reading(1, "21.4"));
    EXPECT_THAT(story.breaks(), IsEmpty());
    EXPECT_EQ(story.keeps("v311/2.3.1-2"), 3u);
    story.up(first, reading(2, "21.5"));  // the SUBSCRIBE's
    EXPECT_THAT(story.breaks(), ElementsAre("v311/2.3.1-2"));
    EXPECT_THAT(explain(story.findings()), HasSubstr("'pump' uses id 2, which is in use"));
}

TEST(DeviceLaw, BlamesASubscribeForTheIdentifierOfAMessageUnderWay) {
    Story story(v5);
    story.connects(first).up(first, with_qos2(reading(1))).down(first, mqtt::Pubrec{1});
    story.up(first, mqtt::Pubrel{1}).up(first, mqtt::Unsubscribe{1});
    EXPECT_THAT(story.breaks(), ElementsAre("v5/2.2.1-3"));
}

TEST(DeviceLaw, HoldsThatARepeatHasDupAndTheOldIdentifier) {
    Story story;
    story.connects(first).up(first, reading(7)).close(first);
    story.connects(second, /*session_present=*/true).up(second, reading(7, "21.3", true));
    EXPECT_THAT(story.breaks(), IsEmpty());
    EXPECT_EQ(story.keeps("v311/2.3.1-3"), 1u);
    EXPECT_EQ(story.keeps("v311/3.3.1-1"), 1u);
}

TEST(DeviceLaw, BlamesARepeatWithoutDup) {
    Story story;
    story.connects(first).up(first, reading(7)).close(first);
    story.connects(second, true).up(second, reading(7));
    EXPECT_THAT(story.breaks(), ElementsAre("v311/3.3.1-1"));
}

TEST(DeviceLaw, BlamesARepeatUnderAnotherIdentifier) {
    Story story;
    story.connects(first).up(first, reading(7)).up(first, mqtt::Disconnect{}).close(first);
    story.connects(second, true).up(second, reading(8, "21.3", true));
    EXPECT_THAT(story.breaks(), ElementsAre("v311/2.3.1-3"));
}

TEST(DeviceLaw, LeavesOpenWhatADeviceWroteWhenItsConnectionWasOver) {
    Story story;
    story.connects(first).up(first, reading(7)).close(first);
    story.connects(second, true).up(second, reading(8, "21.3", true));
    EXPECT_THAT(story.breaks(), IsEmpty());
}

TEST(DeviceLaw, LeavesOpenWhatADeviceMayHaveForgotten) {
    Story restarted;
    restarted.connects(first).up(first, reading(7)).close(first);
    restarted.restarts().connects(second, true).up(second, reading(7));
    EXPECT_THAT(restarted.breaks(), IsEmpty());
    Story from_disk;
    from_disk.connects(first).up(first, reading(7)).close(first);
    from_disk.restarts().connects(second, true).up(second, reading(9, "21.1", true));
    EXPECT_THAT(from_disk.breaks(), IsEmpty());
    Story by_itself;  // it may have crashed
    by_itself.connects(first).up(first, reading(7)).rst(first);
    by_itself.connects(second, true).up(second, reading(7));
    EXPECT_THAT(by_itself.breaks(), IsEmpty());
    Story another_session;
    another_session.connects(first).up(first, reading(7)).close(first);
    another_session.connects(second, false).up(second, reading(7));
    EXPECT_THAT(another_session.breaks(), IsEmpty());
}

// --- Answers ------------------------------------------------------------------------------------

TEST(DeviceLaw, HoldsThatAnswersComeInOrder) {
    Story story;
    story.connects(first).down(first, reading(1)).down(first, with_qos2(reading(2)));
    story.down(first, reading(3)).up(first, mqtt::Pubrec{2}).up(first, mqtt::Puback{1});
    story.up(first, mqtt::Puback{3});
    EXPECT_THAT(story.breaks(), IsEmpty());
    EXPECT_EQ(story.keeps("v311/4.5.0-2"), 3u);
    EXPECT_EQ(story.keeps("v311/4.6.0-2"), 2u);
    EXPECT_EQ(story.keeps("v311/4.6.0-3"), 1u);
}

TEST(DeviceLaw, BlamesAnswersOutOfOrder) {
    Story story(v5);
    story.connects(first).down(first, reading(1)).down(first, reading(2));
    story.up(first, mqtt::Puback{2}).up(first, mqtt::Puback{1});
    story.down(first, with_qos2(reading(3))).down(first, with_qos2(reading(4)));
    story.up(first, mqtt::Pubrec{4}).up(first, mqtt::Pubrec{3});
    story.up(first, with_qos2(reading(5))).up(first, with_qos2(reading(6)));
    story.down(first, mqtt::Pubrec{5}).down(first, mqtt::Pubrec{6});
    story.up(first, mqtt::Pubrel{6}).up(first, mqtt::Pubrel{5});
    EXPECT_THAT(story.breaks(), ElementsAre("v5/4.6.0-2", "v5/4.6.0-3", "v5/4.6.0-4"));
}

TEST(DeviceLaw, BlamesADeviceThatGoesOnWithoutAnswering) {
    Story story;
    story.connects(first).down(first, reading(1)).wait(30s).up(first, mqtt::Pingreq{});
    EXPECT_THAT(story.breaks(), IsEmpty());
    story.wait(31s);
    EXPECT_THAT(story.breaks(), ElementsAre("v311/4.5.0-2"));
}

TEST(DeviceLaw, LeavesOpenWhyADeviceIsSilentOrGone) {
    Story silent;
    silent.connects(first).down(first, reading(1)).wait(5min);
    EXPECT_THAT(silent.breaks(), IsEmpty());
    Story gone;
    gone.connects(first).down(first, reading(1)).wait(1s).up(first, mqtt::Pingreq{}).close(first);
    gone.wait(5min);
    EXPECT_THAT(gone.breaks(), IsEmpty());
}

// --- Keeping alive ------------------------------------------------------------------------------

TEST(DeviceLaw, HoldsThatADeviceKeepsAlive) {
    Story story;
    story.connects(first, false, 10);
    for (int ping = 0; ping < 5; ++ping) story.wait(10s).up(first, mqtt::Pingreq{});
    EXPECT_THAT(story.breaks(), IsEmpty());
    EXPECT_GT(story.keeps("v311/3.1.2-23"), 2u);
    story.wait(15s).close(first);
    EXPECT_THAT(story.breaks(), ElementsAre("v311/3.1.2-23"));
    EXPECT_THAT(explain(story.findings()), HasSubstr("has sent nothing for 15.000 s"));
}

TEST(DeviceLaw, TakesTheKeepAliveOfTheBroker) {
    mqtt::Connack connack;
    connack.properties.add(PropertyId::server_keep_alive, std::uint16_t{10});
    Story story(v5);
    story.connects(first, false, 60, connack).wait(13s).up(first, mqtt::Pingreq{});
    EXPECT_THAT(story.breaks(), ElementsAre("v5/3.2.2-21"));
}

TEST(DeviceLaw, LeavesOpenWhetherASilentDeviceStillHadItsConnection) {
    Story silent;
    silent.connects(first, false, 10).wait(10min);
    EXPECT_THAT(silent.breaks(), IsEmpty());
    Story elsewhere;
    elsewhere.connects(first, false, 10).wait(20s);
    elsewhere.end(second, sim::Transport::dialing, sim::Direction::up).wait(20s).close(first);
    EXPECT_THAT(elsewhere.breaks(), IsEmpty());
}

TEST(DeviceLaw, AsksNobodyWithoutAConnectionToKeepItAlive) {
    Story ended;
    ended.connects(first, false, 10).close(first).wait(1min);
    EXPECT_THAT(ended.breaks(), IsEmpty());
    Story off;
    off.connects(first, false, 10).restarts(sim::DeviceState::powered_off).wait(1min);
    EXPECT_THAT(off.breaks(), IsEmpty());
    Story without;
    without.connects(first, false, 0).wait(24h);
    EXPECT_THAT(without.breaks(), IsEmpty());
    Story refused;
    mqtt::Connect connect = refused.connect_packet("pump");
    connect.keep_alive = 10;
    refused.up(first, connect).wait(1min);
    EXPECT_THAT(refused.breaks(), IsEmpty());
}

// --- Beginnings, ends, limits -------------------------------------------------------------------

TEST(DeviceLaw, WantsACleanSessionOfWhoHasNoName) {
    Story story;
    mqtt::Connect connect = story.connect_packet("");
    connect.clean_start = true;
    story.up(first, connect);
    EXPECT_EQ(story.keeps("v311/3.1.3-7"), 1u);
    connect.clean_start = false;
    story.up(second, connect);
    EXPECT_THAT(story.breaks(), ElementsAre("v311/3.1.3-7"));
}

TEST(DeviceLaw, HoldsThatDisconnectIsTheLastWord) {
    Story story;
    story.connects(first).up(first, mqtt::Disconnect{}).fin(first).wait(2min);
    EXPECT_THAT(story.breaks(), IsEmpty());
    EXPECT_EQ(story.keeps("v311/3.14.4-2"), 1u);
    EXPECT_EQ(story.keeps("v311/3.14.4-1"), 1u);
}

TEST(DeviceLaw, BlamesWhoStaysAfterDisconnect) {
    Story story(v5);
    story.connects(first).up(first, mqtt::Disconnect{}).up(first, mqtt::Pingreq{}).wait(2min);
    EXPECT_THAT(story.breaks(), ElementsAre("v5/3.14.4-1", "v5/3.14.4-2"));
}

TEST(DeviceLaw, CountsWhatIsUnderWayAgainstTheReceiveMaximum) {
    mqtt::Connack connack;
    connack.properties.add(PropertyId::receive_maximum, std::uint16_t{2});
    Story story(v5);
    story.connects(first, false, 0, connack).up(first, reading(1)).up(first, reading(2));
    story.down(first, mqtt::Puback{1}).up(first, reading(3));
    EXPECT_THAT(story.breaks(), IsEmpty());
    story.up(first, reading(4));
    EXPECT_THAT(story.breaks(), ElementsAre("v5/3.3.4-7"));
}

TEST(DeviceLaw, HoldsTopicAliasesAgainstTheBrokersMaximum) {
    const auto aliased = [](std::uint16_t alias) {
        mqtt::Publish made;
        made.topic = "plant/1/t";
        made.properties.add(PropertyId::topic_alias, alias);
        return made;
    };
    mqtt::Connack connack;
    connack.properties.add(PropertyId::topic_alias_maximum, std::uint16_t{5});
    Story story(v5);
    story.connects(first, false, 0, connack).up(first, aliased(5));
    EXPECT_THAT(story.breaks(), IsEmpty());
    story.up(first, aliased(6));
    EXPECT_THAT(story.breaks(), ElementsAre("v5/3.2.2-17", "v5/3.3.2-9"));
    Story without(v5);
    without.connects(first).up(first, aliased(1));
    EXPECT_THAT(without.breaks(), ElementsAre("v5/3.3.2-9", "v5/3.2.2-18"));
}

// --- Recorded at the far end of the link --------------------------------------------------------

TEST(DeviceLaw, BlamesADeviceBehindItsLinkForWhatItSaysWrong) {
    Story story;
    story.behind_its_link();
    story.dials(first).connects(first).up(first, reading(7)).close(first);
    story.dials(second).connects(second, /*session_present=*/true).up(second, reading(7));
    EXPECT_THAT(story.breaks(), ElementsAre("v311/3.3.1-1"));
    story.down(second, reading(1)).down(second, reading(2));
    story.up(second, mqtt::Puback{2}).up(second, reading(7, "21.4"));
    EXPECT_THAT(story.breaks(), ElementsAre("v311/2.3.1-2", "v311/3.3.1-1", "v311/4.6.0-2"));
}

TEST(DeviceLaw, LeavesOpenWhenADeviceBehindItsLinkSpoke) {
    Story late;
    late.behind_its_link().connects(first, false, 10).wait(1min).up(first, mqtt::Pingreq{});
    late.down(first, reading(1)).wait(1s).up(first, mqtt::Pingreq{}).wait(2min);
    late.up(first, mqtt::Disconnect{}).wait(2min);
    EXPECT_THAT(late.breaks(), IsEmpty());
}

TEST(DeviceLaw, LeavesOpenWhatALinkMayHaveLost) {
    Story lost;
    lost.behind_its_link().dials(first).connects(first).up(first, reading(7));
    lost.dials(second).connects(second, /*session_present=*/true);
    lost.up(second, reading(8, "21.4", true));
    EXPECT_THAT(lost.breaks(), IsEmpty()) << "id 8 did not come through on the first";
}

TEST(DeviceLaw, LeavesOpenWhoEndedAConnectionThatALinkCutOff) {
    Story cut;
    cut.behind_its_link().dials(first).connects(first).up(first, reading(7));
    cut.dials(second).close(first);
    cut.connects(second, /*session_present=*/true);
    cut.up(second, reading(7));
    EXPECT_THAT(cut.breaks(), IsEmpty());
}

TEST(DeviceLaw, LeavesPuppetsAlone) {
    Story story;
    story.connects(first).up(first, reading(1)).up(first, reading(1, "21.4"));
    EXPECT_THAT(breaches(story.findings({"pump"})), IsEmpty());
    EXPECT_THAT(breaches(story.findings({"valve"})), ElementsAre("v311/2.3.1-2"));
}

}  // namespace
}  // namespace breakwire::scenarios::device_story
