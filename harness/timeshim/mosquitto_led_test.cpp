#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "harness/brokers/program.hpp"
#include "harness/timeshim/can_lead.hpp"
#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;
using lockstep::Grant;
using lockstep::GrantKind;
using lockstep::Report;
using testing::HasSubstr;

/// A CONNECT of MQTT 3.1.1, clean session, keep-alive 60 s, client identifier "a".
const std::string connect_packet(
    "\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01"
    "a",
    15);
const std::string connack_packet("\x20\x02\x00\x00", 4);

/// Debian's mosquitto, led by hand, with one client.
class LedMosquitto {
public:
    LedMosquitto() {
        folder_ = fs::temp_directory_path() / ("breakwire-led-" + std::to_string(getpid()));
        fs::create_directories(folder_);
        std::ofstream(folder_ / "mosquitto.conf")
            << "listener 1883 127.0.0.1\nallow_anonymous true\nlog_type all\nlog_dest stderr\n"
               "user root\n";
        leader.start({find_program("mosquitto", "mosquitto"), "-c", folder_ / "mosquitto.conf"});
        listener_ = leader.let_listen(1883);
        leader.report();
    }
    ~LedMosquitto() {
        close(listener_);
        if (stream >= 0) close(stream);
        fs::remove_all(folder_);
    }
    LedMosquitto(const LedMosquitto&) = delete;
    LedMosquitto& operator=(const LedMosquitto&) = delete;

    /// Lets it run up to `end` and returns when it next wants to wake.
    std::uint64_t run_until(std::uint64_t end) {
        leader.grant_at(leader.block().now, end);
        return leader.run_until(end).wake;
    }
    void connect_at(std::uint64_t now) {
        run_until(now);
        stream = post(listener_, 1);
        turn_at(now);
        if (write(stream, connect_packet.data(), connect_packet.size()) < 0) throw errno;
        turn_at(now);
    }
    void turn_at(std::uint64_t now) {
        leader.grant_at(now);
        leader.report();
    }
    std::string read_stream() const {
        char buffer[100];
        const ssize_t size = recv(stream, buffer, sizeof buffer, MSG_DONTWAIT);
        return {buffer, size > 0 ? static_cast<std::size_t>(size) : 0};
    }
    bool is_closed() const {
        char octet = 0;
        return recv(stream, &octet, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    }

    PaperLeader leader;
    int stream = -1;

private:
    fs::path folder_;
    int listener_ = -1;
};

TEST(LedMosquitto, HasNothingAgainstBeingLed) {
    EXPECT_EQ(why_not(find_program("mosquitto", "mosquitto")), std::nullopt);
}

TEST(LedMosquitto, IdlesThroughAnHourInOneTurn) {
    LedMosquitto broker;
    broker.run_until(1 * second);
    const std::uint64_t before = broker.leader.block().looked_ahead;
    broker.leader.grant_at(1 * second, 3600 * second);
    EXPECT_GE(broker.leader.report().wake, 3600 * second);
    EXPECT_GT(broker.leader.block().looked_ahead - before, 35'000u) << "it wakes each 100 ms";
}

/// When it drops a client that connected at 2 s with keep-alive 60 s and is silent since.
std::uint64_t keep_alive_ends() {
    LedMosquitto broker;
    broker.connect_at(2 * second);
    EXPECT_EQ(broker.read_stream(), connack_packet);
    while (!broker.is_closed() && broker.leader.block().now < 120 * second) {
        broker.run_until(broker.leader.block().now + 200 * millisecond);
    }
    EXPECT_THAT(broker.leader.output(), HasSubstr("exceeded timeout"));
    return broker.leader.block().now;
}

TEST(LedMosquitto, DropsASilentClientAtTheSameInstantEachTime) {
    const std::uint64_t ends = keep_alive_ends();
    EXPECT_GT(ends, 92 * second) << "1.5 times the keep-alive, counted in whole seconds";
    EXPECT_LT(ends, 99 * second) << "and looked at each 6 s";
    for (int run = 1; run < 20; ++run) EXPECT_EQ(keep_alive_ends(), ends);
}

TEST(LedMosquitto, LosesAClientByAReset) {
    LedMosquitto broker;
    broker.connect_at(2 * second);
    Grant prepare{};
    prepare.kind = GrantKind::reset;
    prepare.connection = 1;
    broker.leader.grant(prepare);
    broker.leader.report();
    close(std::exchange(broker.stream, -1));
    broker.turn_at(2 * second);
    EXPECT_THAT(broker.leader.output(), HasSubstr("1700000002: Client a closed its connection."))
        << "its words for an RST as well";
}

}  // namespace
}  // namespace breakwire::harness
