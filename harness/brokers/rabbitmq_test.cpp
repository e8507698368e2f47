#include "harness/brokers/rabbitmq.hpp"

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

class RabbitMqBroker : public testing::Test {
protected:
    void SetUp() override {
        try {
            RabbitMq().traits();
        } catch (const EnvironmentError& why) {
            GTEST_SKIP() << why.what();
        }
    }

    static mqtt::Connect lasting(const char* client_id) {
        mqtt::Connect connect = connect_as(client_id);
        connect.clean_start = false;
        return connect;
    }
};

TEST_F(RabbitMqBroker, JudgesWhoWritesWhat) {
    BrokerSection section;
    section.users = {{"writer", "writer"}, {"reader", "reader"}};
    section.acl = {{"writer", Access::write, {*TopicFilter::parse("plant/#")}},
                   {"reader", Access::read, {*TopicFilter::parse("plant/+")}}};
    BrokerRig rig(section, std::make_unique<RabbitMq>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    RawClient stranger(rig.address());
    EXPECT_EQ(stranger.connect(connect_as("s", "writer", "wrong"))->reason, 4);
    RawClient reader(rig.address());
    RawClient intruder(rig.address());
    RawClient writer(rig.address());
    EXPECT_EQ(reader.connect(connect_as("r", "reader", "reader"))->reason, 0);
    EXPECT_EQ(intruder.connect(connect_as("i", "reader", "reader"))->reason, 0);
    EXPECT_EQ(writer.connect(connect_as("w", "writer", "writer"))->reason, 0);
    reader.subscribe("plant/+");
    intruder.publish("plant/1", "not allowed to be written");
    writer.publish("plant/1", "hello");
    EXPECT_EQ(to_text(reader.next<mqtt::Publish>()->payload), "hello");
}

TEST_F(RabbitMqBroker, KeepsASessionOverACrashAndLeavesNothingRunning) {
    BrokerSection section;
    section.persistence.enabled = true;
    BrokerRig rig(section, std::make_unique<RabbitMq>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    {
        RawClient valve(rig.address());
        EXPECT_FALSE(valve.connect(lasting("valve"))->session_present);
        valve.subscribe("plant/#");
    }
    EXPECT_EQ(rig.perform(&BrokerProcess::crash), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    {
        RawClient valve(rig.address());
        EXPECT_TRUE(valve.connect(lasting("valve"))->session_present);
    }
    const pid_t group = rig.process.process();
    EXPECT_EQ(rig.perform(&BrokerProcess::pause), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::resume), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
    EXPECT_NE(kill(-group, 0), 0);
}

/// The whole of it takes a quarter of an hour; this is a sample of each part.
TEST_F(RabbitMqBroker, HoldsInASampleOfTheLibraryButForKnownDeviations) {
    const LibraryRun run(
        "--broker rabbitmq -j 4 first_steps will/after_rst will/after_fin session/takeover "
        "session/queue_qos1 qos/lost_puback retained/last_word acl/login_refused "
        "tls/broker_expired");
    EXPECT_EQ(run.exit_code, 0) << run.out;
    EXPECT_THAT(run.out, Not(HasSubstr("no longer happens"))) << run.out;
}

}  // namespace
}  // namespace breakwire::harness
