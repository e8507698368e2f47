#include "sim/io/led_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <fstream>

#include "harness/brokers/mosquitto.hpp"
#include "harness/runner/scratch.hpp"
#include "sim/base/errors.hpp"
#include "sim/io/jump_driver.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

/// A led program, a network whose broker's host it is, and a driver that jumps.
class LedProcessTest : public testing::Test, protected Server {
protected:
    LedProcessTest() {
        bench.network.serve(*this);
        bench.network.add_device("pump", "127.9.0.1", {});
        bench.network.add_device("tank", "127.9.0.2", {});
    }

    void on_connect(std::unique_ptr<Incoming> incoming) override {
        process.connect(std::move(incoming), 1883);
    }

    void start(std::vector<std::string> words) {
        ChildCommand command;
        command.arguments = std::move(words);
        command.directory = folder.path();
        exit.reset();
        LedProcess::Events events;
        events.on_line = [this](std::string_view line) { lines.emplace_back(line); };
        events.on_exit = [this](const ChildExit& how) { exit = how; };
        events.on_ready = [this] { ready = true; };
        process.start(std::move(command), std::move(events));
    }

    void start_mosquitto(const std::string& more = "") {
        std::ofstream(folder.path() / "m.conf")
            << "user root\nallow_anonymous true\nlog_dest stderr\nlog_type all\n"
               "log_timestamp false\nlistener 1883 127.9.0.0\n"
            << more;
        ready = false;
        start({"/usr/sbin/mosquitto", "-c", "m.conf"});
        ASSERT_TRUE(driver.run([this] { return ready; }));
    }

    void run_until(Duration when) {
        bool there = false;
        timers.at(Instant(when), [&there] { there = true; });
        driver.run([&there] { return there; });
    }

    std::unique_ptr<Peer> client(const std::string& device, std::uint16_t keep_alive = 0) {
        auto peer = bench.dial(device);
        mqtt::Connect connect;
        connect.version = mqtt::Version::v3_1_1;
        connect.client_id = device;
        connect.clean_start = true;
        connect.keep_alive = keep_alive;
        send(*peer, connect);
        return peer;
    }

    /// How the program prints an instant: in ms of its own clock.
    static std::string clocked(Duration when) {
        constexpr Duration uptime = 100'000s - 1000s;
        return std::to_string((uptime + when) / 1ms);
    }

    template <class Packet>
    static void send(Peer& peer, const Packet& packet) {
        peer.send(to_text(encode(packet, mqtt::Version::v3_1_1)));
    }

    harness::ScratchFolder folder;
    boost::asio::io_context io{1};
    Kernel kernel;
    TimerQueue timers{"timers"};
    NetworkBench bench{timers, "network"};
    JumpDriver driver{kernel, &io};
    LedProcess process{io, driver, kernel, BREAKWIRE_TIMESHIM, 1};
    std::vector<std::string> lines;
    std::optional<ChildExit> exit;
    bool ready = false;
};

TEST_F(LedProcessTest, ServesClientsOfTheSimulatedNetwork) {
    start_mosquitto();
    const auto pump = client("pump");
    run_until(1h);
    EXPECT_EQ(pump->received, to_text(encode(mqtt::Connack{}, mqtt::Version::v3_1_1)));
    EXPECT_THAT(lines, Contains(HasSubstr("New client connected from 127.9.0.1:")));
}

TEST_F(LedProcessTest, ClosesAConnectionAtItsOwnInstant) {
    start_mosquitto();
    run_until(2s);
    const auto pump = client("pump", 60);
    run_until(300s);
    // It looks every 6 s, for whoever has been silent for more than 90 s.
    EXPECT_THAT(pump->heard, Contains("96s fin"));
}

/// What the driver declares of mosquitto's granularity, over keep alives and phases: it looks every
/// 6 s at whole seconds, for whoever has been silent for longer than the floor of 1.5 keep alives.
TEST_F(LedProcessTest, DropsSilentClientsInTheWindowThatTheDriverDeclares) {
    const scenarios::BrokerTraits traits = harness::Mosquitto().traits();
    start_mosquitto();
    struct Silent {
        Duration keep_alive, since;
        std::unique_ptr<Peer> peer;
    };
    std::vector<Silent> clients;
    for (const std::uint16_t seconds : std::vector<std::uint16_t>{1, 2, 3, 5, 10, 15, 61}) {
        for (Duration phase{}; phase < 6s; phase += 370ms) {
            const std::string name = "silent_" + std::to_string(clients.size());
            bench.network.add_device(name, "127.9.1.1", {});
            const Duration when = 10s + phase;
            clients.push_back({std::chrono::seconds(seconds), when, nullptr});
            timers.at(Instant(when), [this, name, seconds, at = clients.size() - 1, &clients] {
                clients[at].peer = client(name, seconds);
            });
        }
    }
    run_until(200s);
    for (const Silent& each : clients) {
        const std::string& last = each.peer->heard.back();
        ASSERT_THAT(last, HasSubstr(" fin"));
        const Duration dropped = *parse_duration(last.substr(0, last.find(' ')));
        const scenarios::Window window = traits.keep_alive_window(each.keep_alive);
        EXPECT_GT(dropped - each.since, window.from) << to_string(each.keep_alive);
        EXPECT_LT(dropped - each.since, window.to) << to_string(each.keep_alive);
    }
}

TEST_F(LedProcessTest, IsToldOfEndsAsTheyAre) {
    start({BREAKWIRE_LED_PROGRAM, "serve"});
    ASSERT_TRUE(driver.run([this] { return ready; }));
    const auto pump = bench.dial("pump");
    const auto tank = bench.dial("tank");
    run_until(1s);
    pump->socket->reset();
    run_until(2s);
    tank->socket->finish();
    run_until(3s);
    const auto last = bench.dial("tank");
    last->send("quit");
    ASSERT_TRUE(driver.run([this] { return exit.has_value(); }));
    const std::string reset = clocked(1s) + " errno " + std::to_string(ECONNRESET);
    const std::string end = clocked(2s) + " end 0";
    EXPECT_THAT(lines, IsSupersetOf<std::string>({"events in rdhup hup err", reset, end}))
        << testing::PrintToString(lines);
}

TEST_F(LedProcessTest, EndsItsConnectionsWhenItIsKilled) {
    start_mosquitto();
    const auto pump = client("pump");
    run_until(10s);
    timers.at(Instant(20s), [this] { process.signal(SIGKILL); });
    ASSERT_TRUE(driver.run([this] { return exit.has_value(); }));
    EXPECT_EQ(exit->signal, SIGKILL);
    EXPECT_EQ(kernel.now(), Instant(20s));
    run_until(21s);
    EXPECT_THAT(pump->heard, Contains("20s fin"));
    EXPECT_THAT(bench.dial("tank")->heard, testing::IsEmpty());
}

TEST_F(LedProcessTest, RefusesClientsWhileItIsNotRunning) {
    const auto pump = bench.dial("pump");
    run_until(1s);
    EXPECT_THAT(pump->heard, Contains(HasSubstr("refused")));
}

TEST_F(LedProcessTest, StopsWhenItIsToldAndKeepsWhatItSaved) {
    start_mosquitto("persistence true\npersistence_location ./\n");
    timers.at(Instant(5s), [this] { process.signal(SIGTERM); });
    ASSERT_TRUE(driver.run([this] { return exit.has_value(); }));
    EXPECT_EQ(exit->text(), "exit status 0");
    EXPECT_EQ(kernel.now(), Instant(5s));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "mosquitto.db"));
    start_mosquitto();
    EXPECT_TRUE(process.running());
}

TEST_F(LedProcessTest, LivesOnAMachineWhoseDateJumps) {
    constexpr std::int64_t date = 1'767'225'600;  // 2026-01-01T00:00:00Z
    start({BREAKWIRE_LED_PROGRAM, "read_clocks"});
    process.jump_clock(1h);
    driver.run([this] { return exit.has_value(); });
    EXPECT_THAT(lines, IsSupersetOf<std::string>({"monotonic 100005.000000000",
                                                  "time " + std::to_string(date + 5 + 3600)}));
    process.jump_clock(-2h);
    start({BREAKWIRE_LED_PROGRAM, "read_clocks"});
    driver.run([this] { return exit.has_value(); });
    EXPECT_THAT(lines, Contains("time " + std::to_string(date + 10 - 3600)));
}

TEST_F(LedProcessTest, LetsItsFilesFail) {
    process.fail_files(FileOperation::rename, EIO);
    start({BREAKWIRE_LED_PROGRAM, "use_files", folder.path()});
    driver.run([this] { return exit.has_value(); });
    EXPECT_THAT(lines, IsSupersetOf<std::string>({"fclose ok", "rename failed"}));
    process.fail_files(FileOperation::rename, 0);
    start({BREAKWIRE_LED_PROGRAM, "use_files", folder.path()});
    driver.run([this] { return exit.has_value(); });
    EXPECT_THAT(lines, Contains("rename ok"));
}

TEST_F(LedProcessTest, KeepsForLaterWhatComesWhileItIsHeld) {
    start_mosquitto();
    process.hold(true);
    const auto pump = client("pump");
    run_until(100s);
    EXPECT_THAT(pump->heard, Contains(HasSubstr("established"))) << "its host is there";
    EXPECT_EQ(pump->received, "");
    process.hold(false);
    run_until(101s);
    EXPECT_NE(pump->received, "");
}

TEST_F(LedProcessTest, BringsMoreThanAnyBufferHolds) {
    start_mosquitto();
    const auto tank = client("tank");
    send(*tank, mqtt::Subscribe{1, {}, {{"level"}}});
    const auto pump = client("pump");
    mqtt::Publish publish;
    publish.topic = "level";
    publish.payload = Bytes(5'000'000, std::byte{7});
    send(*pump, publish);
    run_until(60s);
    EXPECT_GT(tank->received.size(), publish.payload.size());
}

TEST_F(LedProcessTest, NoticesThatItDiedDuringItsTurn) {
    start({"/bin/sh", "-c", "kill -9 $$"});
    ASSERT_TRUE(driver.run([this] { return exit.has_value(); }));
    EXPECT_EQ(exit->text(), "signal 9");
}

TEST_F(LedProcessTest, EndsOneThatWaitsByAskingForTheTime) {
    start({BREAKWIRE_LED_PROGRAM, "read_clocks_without_end"});
    ASSERT_TRUE(driver.run([this] { return exit.has_value(); }));
    EXPECT_EQ(exit->code, lockstep::exit_cannot_lead);
    EXPECT_THAT(lines, Contains(HasSubstr("waits by asking for time")));
}

TEST_F(LedProcessTest, SaysWhereOneHangsThatWaitsOutsideOfTheShim) {
    ASSERT_EQ(mkfifo((folder.path() / "nobody").c_str(), 0600), 0);
    process.limit_turns(std::chrono::milliseconds(300));
    start({"/bin/cat", "nobody"});
    try {
        driver.run([this] { return exit.has_value(); });
        FAIL() << "it came back";
    } catch (const EnvironmentError& told) {
        EXPECT_THAT(told.what(), AllOf(HasSubstr("cat (process "), HasSubstr("state S"),
                                       HasSubstr("wait channel "), HasSubstr("system call ")));
    }
}

}  // namespace
}  // namespace breakwire::sim
