#include "harness/brokers/broker_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "harness/brokers/broker_rig.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::AclRule;
using scenarios::BrokerSection;
using sim::BrokerState;
using testing::HasSubstr;

BrokerSection persistent() {
    BrokerSection section;
    section.persistence.enabled = true;
    return section;
}

/// A durable session called "keeper"; returns whether the broker knew it.
bool keeper_is_known(const BrokerRig& rig) {
    mqtt::Connect connect = connect_as("keeper");
    connect.clean_start = false;
    RawClient client(rig.address());
    const bool known = client.connect(connect)->session_present;
    client.subscribe("a/#");
    client.send(mqtt::Disconnect{});
    return known;
}

TEST(BrokerProcess, IsReadyWhenItAnswers) {
    BrokerRig rig;
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_TRUE(rig.saw(BrokerState::starting));
    EXPECT_TRUE(rig.saw(BrokerState::ready, rig.kind->name_and_version()));
    EXPECT_TRUE(RawClient(rig.address()).connect(connect_as("a")).has_value());
}

TEST(BrokerProcess, IsReadyThoughItRefusesTheProbe) {
    BrokerSection section;
    section.users = {{"somebody", "secret"}};
    EXPECT_EQ(BrokerRig(section).perform(&BrokerProcess::start), "");
}

TEST(BrokerProcess, SaysInTheBrokersWordsWhyItDoesNotStart) {
    BrokerRig rig;
    std::ofstream(rig.folder.path() / "mosquitto.conf", std::ios::app) << "nonsense true\n";
    const std::string problem = rig.perform(&BrokerProcess::start);
    EXPECT_THAT(problem, HasSubstr("exit status 3"));
    EXPECT_THAT(problem, HasSubstr("nonsense"));
    EXPECT_EQ(rig.death, "") << "it had never been ready";
}

TEST(BrokerProcess, TakesNoStrangerForTheBroker) {
    BrokerRig stranger;
    ASSERT_EQ(stranger.perform(&BrokerProcess::start), "");
    std::string problem;
    ScratchFolder folder;
    WallHost host(stranger.io, stranger.driver, stranger.timers);
    BrokerProcess second({stranger.io, stranger.driver, stranger.timers, stranger.recorder, host},
                         *stranger.kind, {}, {folder.path(), stranger.address(), Luck(1)},
                         folder.path() / "broker.log");
    second.start([&](const std::string& what) { problem = what; });
    stranger.driver.run([&] { return !problem.empty(); });
    EXPECT_THAT(problem, testing::AnyOf(HasSubstr("somebody else listens"),
                                        HasSubstr("Address already in use")));
}

TEST(BrokerProcess, EndsCleanlyWhenStopped) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
    EXPECT_TRUE(rig.saw(BrokerState::exited, "exit status 0"));
    EXPECT_FALSE(rig.process.running());
    EXPECT_FALSE(RawClient(rig.address()).open());
    EXPECT_EQ(rig.death, "");
}

TEST(BrokerProcess, EndsAtOnceWhenItCrashes) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    EXPECT_EQ(rig.perform(&BrokerProcess::crash), "");
    EXPECT_TRUE(rig.saw(BrokerState::crashed, "signal 9"));
    EXPECT_FALSE(RawClient(rig.address()).open());
    EXPECT_EQ(rig.death, "");
}

TEST(BrokerProcess, StartsOnceAnEndThatIsUnderWayIsOver) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    std::optional<std::string> gone;
    rig.process.crash([&](const std::string& problem) { gone = problem; });
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_EQ(gone, "");
    EXPECT_TRUE(rig.saw(BrokerState::crashed, "signal 9"));
    EXPECT_TRUE(RawClient(rig.address()).open());
}

TEST(BrokerProcess, KeepsSessionsOverAStop) {
    BrokerRig rig(persistent());
    rig.perform(&BrokerProcess::start);
    EXPECT_FALSE(keeper_is_known(rig));
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_TRUE(keeper_is_known(rig));
}

TEST(BrokerProcess, LosesWhatWasNotSavedInACrash) {
    BrokerRig rig(persistent());
    rig.perform(&BrokerProcess::start);
    keeper_is_known(rig);
    rig.perform(&BrokerProcess::crash);
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_FALSE(keeper_is_known(rig));
}

TEST(BrokerProcess, KeepsWhatWasSavedInACrash) {
    BrokerRig rig(persistent());
    rig.perform(&BrokerProcess::start);
    keeper_is_known(rig);
    EXPECT_EQ(rig.perform(&BrokerProcess::save), "");
    EXPECT_TRUE(rig.saw(BrokerState::saved));
    rig.perform(&BrokerProcess::crash);
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_TRUE(keeper_is_known(rig));
}

TEST(BrokerProcess, SavesAsOftenAsItIsTold) {
    BrokerRig rig(persistent());
    rig.perform(&BrokerProcess::start);
    EXPECT_EQ(rig.perform(&BrokerProcess::save), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::save), "");
}

TEST(BrokerProcess, CannotSaveWithoutPersistence) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    EXPECT_THAT(rig.perform(&BrokerProcess::save), HasSubstr("cannot save"));
}

TEST(BrokerProcess, AnswersNobodyWhilePaused) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    EXPECT_EQ(rig.perform(&BrokerProcess::pause), "");
    RawClient client(rig.address());
    EXPECT_TRUE(client.open()) << "the kernel accepts for it";
    EXPECT_FALSE(client.connect(connect_as("a"), 100ms).has_value());
    EXPECT_EQ(rig.perform(&BrokerProcess::resume), "");
    EXPECT_TRUE(client.next<mqtt::Connack>().has_value());
}

TEST(BrokerProcess, CanBeStoppedWhilePaused) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    rig.perform(&BrokerProcess::pause);
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
}

/// Whether what the client publishes on "a/b" comes back to it; it subscribes to everything.
bool hears_itself(RawClient& client) {
    client.subscribe("#");
    client.send(mqtt::Publish{false, mqtt::Qos::at_most_once, false, "a/b", 0, {}, {}});
    return client.hears_before_pong().value();
}

TEST(BrokerProcess, PutsAnotherAclInForceWhileClientsStay) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    RawClient client(rig.address());
    client.connect(connect_as("a"));
    EXPECT_TRUE(hears_itself(client));

    const AclRule elsewhere{std::nullopt, Access::both, {*TopicFilter::parse("elsewhere/#")}};
    rig.kind->rewrite_acl({elsewhere}, rig.folder.path());
    EXPECT_EQ(rig.perform(&BrokerProcess::reload), "");
    EXPECT_TRUE(rig.saw(BrokerState::reloaded));
    EXPECT_FALSE(hears_itself(client));

    rig.kind->rewrite_acl({}, rig.folder.path());
    EXPECT_EQ(rig.perform(&BrokerProcess::reload), "");
    EXPECT_TRUE(hears_itself(client));
}

TEST(BrokerProcess, TellsOfADeathThatNobodyOrdered) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    kill(rig.process.process(), SIGKILL);
    rig.driver.run([&] { return !rig.death.empty(); });
    EXPECT_THAT(rig.death, HasSubstr("signal 9"));
    EXPECT_FALSE(rig.process.running());
}

TEST(BrokerProcess, RefusesWhatMakesNoSense) {
    BrokerRig rig;
    EXPECT_THAT(rig.perform(&BrokerProcess::stop), HasSubstr("not running"));
    rig.perform(&BrokerProcess::start);
    EXPECT_THAT(rig.perform(&BrokerProcess::start), HasSubstr("running already"));
}

TEST(BrokerProcess, LeavesNoProcessBehind) {
    pid_t process = 0;
    {
        BrokerRig rig;
        rig.perform(&BrokerProcess::start);
        process = rig.process.process();
        EXPECT_EQ(kill(process, 0), 0);
    }
    EXPECT_EQ(kill(process, 0), -1);
}

TEST(BrokerProcess, WritesItsLogWithTheTimeOfTheCase) {
    BrokerRig rig;
    rig.perform(&BrokerProcess::start);
    const std::string log = read_text(rig.folder.path() / "broker.log");
    EXPECT_THAT(log, testing::ContainsRegex("[0-9]\\.[0-9]{3} s  mosquitto version"));
}

}  // namespace
}  // namespace breakwire::harness
