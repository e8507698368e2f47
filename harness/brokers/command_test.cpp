#include "harness/brokers/command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/library_run.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

/// mosquitto, as somebody would describe a broker that Breakwire does not know.
constexpr const char* led_mosquitto = R"(driver: command
command: [mosquitto, -c, broker.conf]
name: toy
version: "2"
virtual_time: true
abilities: [mqtt3, mqtt5, qos2, persistence, acl_read, acl_write, reload_acl]
files:
  broker.conf: |
    user root
    log_dest stderr
    allow_anonymous true
    max_queued_messages 100000
    listener {port} {host}
    acl_file acl
    {persistence}
  acl: |
    pattern readwrite #
    {acl}
acl_line: "pattern {may} {topic}"
everybody: all
may_words: {none: deny}
persistence: |
  persistence true
  persistence_location ./
reload: {log: Reloading config.}
keep_alive_late: 7s
promptness: 150ms
)";

struct CommandDriver : testing::Test {
    /// The exit code of a run on the broker of this file.
    int run(const std::string& broker, const std::string& arguments) {
        const auto file = folder.path() / "broker.yaml";
        write_text(file, broker);
        const LibraryRun done("--no-deviations --broker " + file.string() + ' ' + arguments);
        out = done.out;
        return done.exit_code;
    }
    ScratchFolder folder;
    std::string out;
};

TEST_F(CommandDriver, RunsTheLibraryOnABrokerThatIsATemplate) {
    EXPECT_EQ(run(led_mosquitto,
                  "first_steps session/broker_restart session/queue_qos1 process/kill "
                  "will/after_rst will/after_silence --strict"),
              0)
        << out;
    EXPECT_THAT(out, HasSubstr("on toy 2"));
}

TEST_F(CommandDriver, SkipsWhatTheTemplateCannotSay) {
    EXPECT_EQ(run(led_mosquitto, "acl/login_refused"), 0) << out;
    EXPECT_THAT(out, HasSubstr("lacks a way to be told users"));
}

TEST_F(CommandDriver, TakesALineOfTheLogForReadiness) {
    const std::string broker =
        "driver: command\ncommand: [sh, -c, \"mosquitto_passwd -U names; exec mosquitto -c "
        "conf\"]\n"
        "name: toy\nversion: \"2\"\nabilities: [mqtt3, users]\n"
        "user_line: \"{user}:{password}\"\nready_log: \" running\"\n"
        "files:\n  names: \"{users}\"\n"
        "  conf: |\n    user root\n    log_dest stderr\n    password_file names\n"
        "    allow_anonymous false\n    listener {port} {host}\n";
    EXPECT_EQ(run(broker, "acl/login_refused --mqtt 3.1.1 --time wall --strict"), 0) << out;
}

TEST_F(CommandDriver, SaysWhyABrokerDoesNotStart) {
    const std::string broker =
        "driver: command\ncommand: [sh, -c, \"echo no licence; exit 4\"]\n"
        "abilities: [mqtt3]\n";
    EXPECT_EQ(run(broker, "first_steps/hello --mqtt 3.1.1"), 3);
    EXPECT_THAT(out, HasSubstr("exit status 4: no licence"));
}

}  // namespace
}  // namespace breakwire::harness
