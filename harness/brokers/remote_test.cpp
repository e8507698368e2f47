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
    sweep(rig.address(), std::nullopt, {"scale-3"}, {});
    RawClient device(rig.address());
    mqtt::Connect durable = connect_as("scale-3");
    durable.clean_start = false;
    EXPECT_FALSE(device.connect(durable)->session_present);
    device.subscribe("#");
    EXPECT_FALSE(device.hears_before_pong().value());
}

/// mosquitto with a listener that has TLS and demands a certificate, made by this authority.
class SealedMosquitto final : public BrokerDriver {
public:
    explicit SealedMosquitto(const sim::Certificates& certificates) : certificates_(certificates) {}

    scenarios::BrokerTraits traits() const override { return mosquitto_.traits(); }
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override {
        return mosquitto_.lacks(section);
    }
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override {
        const auto own = certificates_.server({"broker.example"}, sim::CertificateKind::valid);
        write_text(site.folder / "ca.pem", certificates_.authority());
        write_text(site.folder / "own.pem", own.certificate);
        write_text(site.folder / "own.key", own.key);
        LaunchSite sealed = site;
        sealed.tls = TlsSite{"ca.pem", "own.pem", "own.key", {site.listen.host, 8883}};
        return mosquitto_.prepare(section, sealed);
    }
    void rewrite_acl(const std::vector<scenarios::AclRule>&,
                     const std::filesystem::path&) const override {}

private:
    const sim::Certificates& certificates_;
    Mosquitto mosquitto_;
};

scenarios::BrokerSection demands_certificates() {
    scenarios::BrokerSection section;
    section.tls.emplace();
    section.tls->require_certificate = true;
    return section;
}

/// The same behind TLS.
struct SealedRemote : testing::Test {
    SealedRemote() {
        EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
        const auto own = certificates.client("tester", sim::CertificateKind::valid);
        write_text(folder() / "tester.pem", own.certificate);
        write_text(folder() / "tester.key", own.key);
    }
    std::filesystem::path folder() const { return rig.folder.path(); }

    /// `tls`: what the file says of it beside the authority.
    int run(const std::string& tls) {
        const auto file = folder() / "remote.yaml";
        write_text(file, "driver: remote\nhost: " + rig.address().host +
                             "\nport: 8883\nabilities: [mqtt3, mqtt5, qos2]\ntls: {authority: " +
                             (folder() / "ca.pem").string() + tls + "}\n");
        const LibraryRun done("--broker " + file.string() + " will/after_rst --strict");
        out = done.out;
        return done.exit_code;
    }
    std::string certificate() const {
        return ", certificate: " + (folder() / "tester.pem").string() +
               ", key: " + (folder() / "tester.key").string();
    }

    sim::Certificates certificates{Luck(3)};
    BrokerRig rig{demands_certificates(), std::make_unique<SealedMosquitto>(certificates)};
    std::string out;
};

TEST_F(SealedRemote, IsReachedThroughTls) {
    EXPECT_EQ(run(", name: broker.example" + certificate()), 0) << out;
    EXPECT_THAT(out, HasSubstr("2 passed"));
}

TEST_F(SealedRemote, IsInconclusiveWhereTlsDoesNotComeAbout) {
    EXPECT_EQ(run(certificate()), 3) << out;
    EXPECT_THAT(out, HasSubstr("TLS: "));
}

TEST_F(RemoteDriver, IsInconclusiveWhereNobodyAnswers) {
    EXPECT_EQ(rig.perform(&BrokerProcess::stop), "");
    EXPECT_EQ(run("first_steps/hello --mqtt 3.1.1"), 3) << out;
    EXPECT_THAT(out, HasSubstr("does not answer"));
}

}  // namespace
}  // namespace breakwire::harness
