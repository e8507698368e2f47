#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/library_run.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

/// Devices on the real Paho C, with a real mosquitto.
struct Paho : testing::Test {
    /// The exit code of a run of one scenario that has these devices and steps.
    int run(const std::string& text, const std::string& arguments = "") {
        const auto file = folder.path() / "story.yaml";
        write_text(file, "scenario: Paho\nmqtt: [3.1.1, 5.0]\n" + text);
        const LibraryRun done(file.string() + " --no-deviations --strict " + arguments);
        out = done.out;
        return done.exit_code;
    }
    ScratchFolder folder;
    std::string out;
};

TEST_F(Paho, CarriesMessagesOfEveryQualityOfService) {
    EXPECT_EQ(
        run("devices:\n"
            "  pump: {client: {stack: paho}}\n"
            "  dashboard: {client: {stack: paho}, subscribe: [{filter: \"#\", qos: 2}]}\n"
            "steps:\n"
            "  - start: [dashboard, pump]\n"
            "  - publish: {device: pump, topic: a, payload: '0', qos: 0}\n"
            "  - publish: {device: pump, topic: b, payload: '1', qos: 1}\n"
            "  - publish: {device: pump, topic: c, payload: '2', qos: 2, retain: true}\n"
            "  - expect: {dashboard: {receives: {topic: a, payload: '0', qos: 0}}, within: 2s}\n"
            "  - expect: {dashboard: {receives: {topic: b, payload: '1', qos: 1}}, within: 2s}\n"
            "  - expect: {dashboard: {receives: {topic: c, payload: '2', qos: 2}}, within: 2s}\n"
            "  - stop: pump\n"),
        0)
        << out;
    EXPECT_THAT(out, HasSubstr("on the wall clock: paho has threads"));
}

TEST_F(Paho, IsMissedByItsWillAndComesBackToItsSession) {
    EXPECT_EQ(
        run("devices:\n"
            "  pump:\n"
            "    client: {stack: paho, clean: false, reconnect: {policy: fixed, delay: 50ms},\n"
            "             will: {topic: state, payload: offline, qos: 1}}\n"
            "    subscribe: [{filter: orders, qos: 1}]\n"
            "  dashboard: {model: observer, subscribe: [{filter: \"#\", qos: 1}]}\n"
            "steps:\n"
            "  - start: [dashboard, pump]\n"
            "  - fault: {rst: pump}\n"
            "  - expect: {dashboard: {receives: {topic: state, payload: offline}}, within: 2s}\n"
            "  - expect: {pump: connected, within: 5s}\n"
            "  - publish: {device: dashboard, topic: orders, payload: go, qos: 1}\n"
            "  - expect: {pump: {receives: orders}, within: 2s}\n",
            "--mqtt 3.1.1"),
        0)
        << out;
}

TEST_F(Paho, SpeaksTlsAsOtherStacksDo) {
    EXPECT_EQ(run("broker: {tls: {require_certificate: true}}\n"
                  "devices:\n"
                  "  pump: {client: {stack: paho, tls: terminate}}\n"
                  "  seal: {client: {stack: paho, tls: passthrough}}\n"
                  "steps:\n"
                  "  - start: [pump, seal]\n"
                  "  - fault: {tls_bad_certificate: {device: seal, kind: expired}}\n"
                  "  - fault: {rst: seal}\n"
                  "  - wait: 100ms\n"
                  "  - connect: seal\n"
                  "  - expect: {seal: {connect_failed: tls}, within: 5s}\n"),
              0)
        << out;
}

TEST_F(Paho, IsSkippedByNameInVirtualTime) {
    EXPECT_EQ(
        run("devices: {pump: {client: {stack: paho}}}\nsteps: [{start: pump}]\n", "--time virtual"),
        1);
    EXPECT_THAT(out, HasSubstr("skipped      story[5.0]  paho has threads and sockets of its own"));
}

TEST_F(Paho, CannotSendRawPackets) {
    EXPECT_EQ(run("devices: {pump: {client: {stack: paho}}}\n"
                  "steps: [{start: pump}, {send: {device: pump, packet: {type: pingreq}}}]\n",
                  "--mqtt 5.0"),
              3);
    EXPECT_THAT(out, HasSubstr("stack paho cannot send raw bytes; use stack: packet"));
}

}  // namespace
}  // namespace breakwire::harness
