#include "harness/brokers/remote.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/broker_rig.hpp"
#include "harness/brokers/library_run.hpp"
#include "harness/brokers/sweep.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A mosquitto that runs before anybody comes and after everybody has gone.
struct RemoteDriver : testing::Test {
    RemoteDriver() { EXPECT_EQ(rig.perform(&BrokerProcess::start), ""); }

    int run(const std::string& arguments, const std::string& more = {}) {
        const auto file = rig.folder.path() / "remote.yaml";
        write_text(file, "driver: remote\nname: toy\nversion: \"2\"\nhost: " + rig.address().host +
                             "\nport: " + std::to_string(rig.address().port) +
                             "\nabilities: [mqtt3, mqtt5, qos2]\n" + more);
        const LibraryRun done("--broker " + file.string() + ' ' + arguments);
        out = done.out;
        return done.exit_code;
    }
    void leave_traces() {
        RawClient device(rig.address());
        mqtt::Connect durable = connect_as("scale-3");
        durable.clean_start = false;
        device.connect(durable);
        device.subscribe("plant/#");
        device.publish("plant/1/state", "of old", true);
    }
    BrokerRig rig;
    std::string out;
};

TEST_F(RemoteDriver, RunsCasesOneAfterTheOther) {
    leave_traces();
    EXPECT_EQ(run("first_steps will/after_rst will/retained session/present_tells_the_truth "
                  "session/queue_qos1 -j 8 --strict"),
              0)
        << out;
    EXPECT_THAT(out, HasSubstr("1 at a time"));
    EXPECT_THAT(out, HasSubstr("runs elsewhere"));
    EXPECT_TRUE(rig.death.empty());
}

TEST_F(RemoteDriver, SkipsWhatNeedsTheProcess) {
    EXPECT_EQ(run("process/kill session/broker_restart"), 0) << out;
    EXPECT_THAT(out, HasSubstr("lacks a process of ours (kill)"));
    EXPECT_THAT(out, HasSubstr("a process of ours (broker)"));
    EXPECT_THAT(out, Not(HasSubstr("\npassed")));
}

TEST_F(RemoteDriver, ClearsAwaySessionsAndRetainedMessages) {
    leave_traces();
    sweep(rig.address(), {"scale-3"}, {});
    RawClient device(rig.address());
    mqtt::Connect durable = connect_as("scale-3");
    durable.clean_start = false;
    EXPECT_FALSE(device.connect(durable)->session_present);
    device.subscribe("#");
    EXPECT_FALSE(device.next<mqtt::Publish>(300ms).has_value());
}

TEST_F(RemoteDriver, IsInconclusiveWhereNobodyAnswers) {
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
    EXPECT_EQ(run("first_steps/hello --mqtt 3.1.1"), 3) << out;
    EXPECT_THAT(out, HasSubstr("does not answer"));
}

}  // namespace
}  // namespace breakwire::harness
