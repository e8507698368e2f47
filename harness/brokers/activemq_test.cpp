#include "harness/brokers/activemq.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/broker_rig.hpp"
#include "harness/brokers/library_run.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::BrokerSection;
using testing::HasSubstr;
using testing::Not;

class ActiveMqBroker : public testing::Test {
protected:
    void SetUp() override {
        try {
            ActiveMq().traits();
        } catch (const EnvironmentError& why) {
            GTEST_SKIP() << why.what();
        }
    }
};

TEST_F(ActiveMqBroker, JudgesWhoWritesWhat) {
    BrokerSection section;
    section.users = {{"writer", "writer"}, {"reader", "reader"}};
    section.acl = {{"writer", Access::write, {*TopicFilter::parse("plant/#")}},
                   {"reader", Access::read, {*TopicFilter::parse("plant/1")}}};
    BrokerRig rig(section, std::make_unique<ActiveMq>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    RawClient stranger(rig.address());
    EXPECT_EQ(stranger.connect(connect_as("s", "writer", "wrong"))->reason, 5);
    RawClient reader(rig.address());
    RawClient writer(rig.address());
    EXPECT_EQ(reader.connect(connect_as("r", "reader", "reader"))->reason, 0);
    EXPECT_EQ(writer.connect(connect_as("w", "writer", "writer"))->reason, 0);
    reader.subscribe("plant/1");
    reader.publish("plant/1", "not allowed to be written");
    writer.publish("plant/1", "hello");
    EXPECT_EQ(to_text(reader.next<mqtt::Publish>()->payload), "hello");
}

TEST_F(ActiveMqBroker, EndsAndBeginsAgainAndLeavesNothingRunning) {
    BrokerSection section;
    section.persistence.enabled = true;
    BrokerRig rig(section, std::make_unique<ActiveMq>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::crash), "");
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::pause), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::resume), "");
    const pid_t group = rig.process.process();
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
    EXPECT_NE(kill(-group, 0), 0);
}

/// The whole of it takes some minutes; this is a sample of each part.
TEST_F(ActiveMqBroker, HoldsInASampleOfTheLibraryButForKnownDeviations) {
    const LibraryRun run(
        "--broker activemq -j 4 first_steps will/after_rst will/after_fin session/takeover "
        "session/queue_qos1 qos/lost_puback retained/last_word acl/login_refused");
    EXPECT_EQ(run.exit_code, 0) << run.out;
    EXPECT_THAT(run.out, Not(HasSubstr("no longer happens"))) << run.out;
}

}  // namespace
}  // namespace breakwire::harness
