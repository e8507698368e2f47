#include "harness/brokers/aedes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/broker_rig.hpp"
#include "harness/brokers/library_run.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::BrokerSection;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Aedes : public testing::Test {
protected:
    void SetUp() override {
        try {
            AedesBroker().traits();
        } catch (const EnvironmentError& why) {
            GTEST_SKIP() << why.what();
        }
    }

    static BrokerSection guarded() {
        BrokerSection section;
        section.users = {{"writer", "writer"}, {"reader", "reader"}};
        section.acl = {{"writer", Access::write, {*TopicFilter::parse("plant/#")}},
                       {"reader", Access::read, {*TopicFilter::parse("plant/1")}}};
        return section;
    }
};

mqtt::Connect durable(const char* client_id) {
    mqtt::Connect connect = connect_as(client_id);
    connect.clean_start = false;
    return connect;
}

TEST_F(Aedes, SaysItsVersionAndWhatItCanDo) {
    const scenarios::BrokerTraits traits = AedesBroker().traits();
    EXPECT_EQ(traits.version, "1.2.0");
    EXPECT_THAT(traits.abilities, Contains("mqtt3"));
    EXPECT_THAT(traits.abilities, Not(Contains("mqtt5")));
}

TEST_F(Aedes, ChecksNamesAndFiltersWhatIsDelivered) {
    BrokerRig rig(guarded(), std::make_unique<AedesBroker>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    RawClient stranger(rig.address());
    EXPECT_EQ(stranger.connect(connect_as("s", "writer", "wrong"))->reason, 5);
    RawClient reader(rig.address());
    RawClient writer(rig.address());
    EXPECT_EQ(reader.connect(connect_as("r", "reader", "reader"))->reason, 0);
    EXPECT_EQ(writer.connect(connect_as("w", "writer", "writer"))->reason, 0);
    reader.subscribe("#");
    writer.publish("other", "not allowed to be written");
    writer.publish("plant/2", "not allowed to be read");
    writer.publish("plant/1", "hello");
    EXPECT_EQ(reader.next<mqtt::Publish>()->topic, "plant/1");
}

TEST_F(Aedes, ReadsOtherRulesWhenItIsTold) {
    BrokerRig rig(guarded(), std::make_unique<AedesBroker>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    rig.kind->rewrite_acl({{std::nullopt, Access::both, {*TopicFilter::parse("#")}}},
                          rig.folder.path());
    EXPECT_EQ(rig.perform(&BrokerProcess::reload), "");
    RawClient reader(rig.address());
    EXPECT_EQ(reader.connect(connect_as("r", "reader", "reader"))->reason, 0);
    reader.subscribe("#");
    reader.publish("other", "to myself");
    EXPECT_TRUE(reader.next<mqtt::Publish>().has_value());
}

TEST_F(Aedes, KeepsASessionOverACrash) {
    BrokerSection section;
    section.persistence.enabled = true;
    BrokerRig rig(section, std::make_unique<AedesBroker>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    {
        RawClient valve(rig.address());
        EXPECT_FALSE(valve.connect(durable("valve"))->session_present);
        valve.subscribe("plant/#");
    }
    EXPECT_EQ(rig.perform(&BrokerProcess::crash), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    RawClient valve(rig.address());
    EXPECT_TRUE(valve.connect(durable("valve"))->session_present);
}

TEST_F(Aedes, EndsWhenItIsTold) {
    BrokerRig rig({}, std::make_unique<AedesBroker>());
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::pause), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::resume), "");
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
}

TEST_F(Aedes, HoldsInTheLibraryButForKnownDeviations) {
    const LibraryRun run("--broker aedes --time virtual");
    EXPECT_EQ(run.exit_code, 0) << run.out;
    EXPECT_THAT(run.out, Not(HasSubstr("no longer happens"))) << run.out;
}

/// LevelDB's threads included.
TEST_F(Aedes, IsLedTheSameWayEachTime) {
    const LibraryRun run("--broker aedes --time virtual --check-determinism will session process");
    EXPECT_EQ(run.exit_code, 0) << run.out;
}

}  // namespace
}  // namespace breakwire::harness
