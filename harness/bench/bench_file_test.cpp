#include "harness/bench/bench_file.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::optional<BenchFile> bench_of(const std::string& text, Mistakes& mistakes) {
    return read_bench(text, "bench.yaml", {"actuator", "observer", "sensor"}, mistakes);
}

BenchFile good(const std::string& text) {
    Mistakes mistakes;
    auto bench = bench_of(text, mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return bench ? std::move(*bench) : BenchFile{};
}

std::vector<std::string> mistakes_in(const std::string& text) {
    Mistakes mistakes;
    EXPECT_FALSE(bench_of(text, mistakes));
    mistakes.sort();
    std::vector<std::string> all;
    for (const ConfigError& mistake : mistakes.found()) all.emplace_back(mistake.what());
    return all;
}

constexpr const char* two_boards = R"(boards:
  node-7:
    plays: [sensor]
    tags: {soc: lm3s6965}
    expect: {boot: '^\*\*\* (?<fw>\S+) (?<version>\S+)', panic: ['FAULT'], boot_within: 5s}
    lines:
      console: {serial: /dev/serial/by-id/a, baud: 115200, eol: "\r"}
      data: {serial: /dev/serial/by-id/b, carries: mqtt, on_hangup: fin}
    power:
      off: {run: [uhubctl, -a, "off"], settle: 1s}
      reset: {line: console, pulse: {rts: 100ms}}
    identity: {say: "id {id}", answer: '^OK id='}
  node-8:
    like: node-7
    mqtt: [3.1.1, 5.0]
    lines:
      console: {rfc2217: "lab-pi:4001"}
    power:
      on: {run: [uhubctl, -a, "on"]}
cast: {thermometer: [node-7, sim], dashboard: sim}
)";

TEST(BenchFile, HasBoardsAndACast) {
    const BenchFile bench = good(two_boards);
    ASSERT_EQ(bench.boards.size(), 2U);
    const devices::BoardSettings& board = *bench.boards.at("node-7");
    EXPECT_EQ(board.name, "node-7");
    EXPECT_EQ(board.console()->serial, "/dev/serial/by-id/a");
    EXPECT_EQ(board.line_that_carries(devices::Carries::mqtt), "data");
    EXPECT_EQ(board.expect.boot_within, 5s);
    EXPECT_EQ(bench.cast.at("thermometer").size(), 2U);
    EXPECT_EQ(bench.cast.at("thermometer")[1].text, "sim");
    EXPECT_EQ(bench.cast.at("thermometer")[1].at.line, 20);
}

TEST(BenchFile, ABoardIsLikeAnotherEntryByEntry) {
    const BenchFile bench = good(two_boards);
    const devices::BoardSettings& board = *bench.boards.at("node-8");
    EXPECT_THAT(board.plays, ElementsAre("sensor"));
    EXPECT_FALSE(board.console()->serial) << "a line is replaced as a whole";
    EXPECT_EQ(board.console()->rfc2217->text(), "lab-pi:4001");
    EXPECT_EQ(board.line_that_carries(devices::Carries::mqtt), "data");
    EXPECT_TRUE(board.power.on && board.power.off && board.power.reset);
    EXPECT_TRUE(board.speaks(mqtt::Version::v5_0));
}

TEST(BenchFile, ABoardIsAbleToDoWhatItIsWiredFor) {
    const BenchFile bench = good(two_boards);
    EXPECT_THAT(
        bench.boards.at("node-7")->abilities(),
        UnorderedElementsAre("console", "line", "simulated_tcp", "power.off", "power.reset"));
    EXPECT_THAT(bench.boards.at("node-8")->abilities(),
                UnorderedElementsAre("console", "line", "simulated_tcp", "power.off", "power.on",
                                     "power.cycle", "power.reset"));
}

TEST(BenchFile, AProcessHasAPowerButton) {
    const BenchFile bench =
        good("boards: {q: {plays: sensor, start: {run: [node]}, net: \"127.0.0.1:0\"}}");
    EXPECT_THAT(bench.boards.at("q")->abilities(),
                UnorderedElementsAre("simulated_tcp", "power.on", "power.off", "power.cycle",
                                     "power.reset"));
}

TEST(BenchFile, NobodySitsThereWhileScenariosRun) {
    const BenchFile bench = good(
        "boards: {w: {plays: sensor, net: \"127.0.0.1:0\", power: {reset: {by_hand: press}}}}");
    EXPECT_THAT(bench.boards.at("w")->abilities(), ElementsAre("simulated_tcp"));
}

TEST(BenchFile, SaysEveryMistakeWithItsPlace) {
    EXPECT_THAT(
        mistakes_in(R"(boards:
  node-a:
    plays: [senser]
    lines: {console: {pty: con}, data: {pty: dat, carries: mqtt}}
    power: {reset: {line: consle, pulse: {rts: 1ms}}}
  node-b:
    like: node-aa
  c d:
    plays: sensor
    net: "127.0.0.1:1883"
    expect: {boot: hello}
cast: {thermometer: [node-aa, sim]}
)"),
        ElementsAre(
            HasSubstr("bench.yaml:3:13: error: unknown model 'senser'; did you mean 'sensor'?"),
            HasSubstr("bench.yaml:5:12: error: power is about line 'consle', which is not there; "
                      "did you mean 'console'?"),
            HasSubstr("bench.yaml:7:11: error: unknown board 'node-aa'; did you mean 'node-a'?"),
            HasSubstr("bench.yaml:8:3: error: the name of a board holds letters"),
            HasSubstr("bench.yaml:11:13: error: expect needs a line called console"),
            HasSubstr("bench.yaml:12:22: error: unknown board 'node-aa'; did you mean 'node-a'?")));
}

TEST(BenchFile, ABoardNeedsAWayForItsMqtt) {
    EXPECT_THAT(
        mistakes_in("boards: {a: {plays: sensor, lines: {console: {pty: c}}}}"),
        ElementsAre(HasSubstr("lines has none that carries mqtt or slip, and there is no net")));
    EXPECT_THAT(mistakes_in("boards: {a: {plays: sensor, net: \"127.0.0.1:1\", "
                            "lines: {x: {pty: c, carries: mqtt}}}}"),
                ElementsAre(HasSubstr("lines is one of several ways for its MQTT")));
    EXPECT_THAT(mistakes_in("boards: {a: {plays: sensor, lines: {console: {pty: c, "
                            "carries: mqtt}}}}"),
                ElementsAre(HasSubstr("lines has a console that carries mqtt or slip")));
    EXPECT_THAT(mistakes_in("boards: {a: {plays: sensor, lines: {x: {pty: c, carries: slip}, "
                            "y: {pty: d, carries: mqtt}}}}"),
                ElementsAre(HasSubstr("lines is one of several ways for its MQTT")));
}

TEST(BenchFile, SaysEveryMistakeInANetworkWithItsPlace) {
    EXPECT_THAT(
        mistakes_in(R"(boards:
  both: {plays: sensor, net: {listen: "127.0.0.1:1883", ethernet: wire}, start: {run: [q]}}
  neither: {plays: sensor, net: {}}
  physical: {plays: sensor, net: {ethernet: wire}}
  twice:
    plays: sensor
    lines: {wire: {pty: wire}}
    start: {run: [q]}
    net: {ethernet: wire}
  mistyped: {plays: sensor, net: {ethernt: wire}}
  nowhere: {plays: sensor, net: {listen: "127.0.0.1:http"}}
  portless: {plays: sensor, net: 127.0.0.1}
  named: {plays: sensor, net: "broker.lab:1883"}
  unmatched: {plays: sensor, net: {listen: "127.0.0.1:1", match: {}}}
  matched: {plays: sensor, net: {listen: "127.0.0.1:2", match: {address: pump}}}
  alone: {plays: sensor, net: {ethernet: wire, match: {client_id: a}}, start: {run: [q]}}
)"),
        ElementsAre(
            HasSubstr("bench.yaml:2:39: error: listen is for boards without ethernet"),
            HasSubstr("bench.yaml:3:33: error: listen is missing, and there is no ethernet"),
            HasSubstr("bench.yaml:4:34: error: net has ethernet, which only an emulator brings"),
            HasSubstr("bench.yaml:9:10: error: net calls its ethernet as one of the lines"),
            HasSubstr("bench.yaml:10:35: error: unknown key 'ethernt'; did you mean 'ethernet'?"),
            HasSubstr("bench.yaml:11:42: error: expected a host and a port such as lab-pi:4001"),
            HasSubstr("bench.yaml:12:34: error: expected a host and a port such as lab-pi:4001"),
            HasSubstr("bench.yaml:13:31: error: listen is at no IP address, got 'broker.lab'"),
            HasSubstr("bench.yaml:14:66: error: client_id is missing, and there is no address"),
            HasSubstr("bench.yaml:15:74: error: address is no IP address, got 'pump'"),
            HasSubstr("bench.yaml:16:55: error: match is for boards without ethernet")));
}

TEST(BenchFile, BoardsThatShareAnAddressCanBeTold) {
    EXPECT_THAT(mistakes_in(R"(boards:
  a: {plays: sensor, net: "127.0.0.1:1883"}
  b: {plays: sensor, net: "127.0.0.1:1883"}
  c: {plays: sensor, net: {listen: "127.0.0.1:1883", match: {client_id: pump}}}
  d: {like: c}
  e: {plays: sensor, net: {listen: "127.0.0.1:1883", match: {client_id: "{id}"}}}
  f: {like: e}
  g: {plays: sensor, net: "127.0.0.1:0"}
  h: {like: g}
)"),
                ElementsAre(HasSubstr("bench.yaml:3:27: error: 'b' and 'a' both listen at "
                                      "127.0.0.1:1883, and nothing tells whose a connection is"),
                            HasSubstr("bench.yaml:5:3: error: 'd' and 'c' both listen at")));
}

TEST(BenchFile, ActionsNeedWhatTheyActBy) {
    EXPECT_THAT(mistakes_in("boards: {a: {plays: sensor, net: \"127.0.0.1:1\", "
                            "power: {reset: {qmp: system_reset, proves: {cause: pin}}}}}"),
                UnorderedElementsAre(HasSubstr("power needs a line called console"),
                                     HasSubstr("power has a qmp command, and start has no qmp"),
                                     HasSubstr("power proves something by the boot line")));
}

TEST(BenchFile, BoardsAreNotLikeEachOther) {
    EXPECT_THAT(mistakes_in("boards: {a: {like: b}, b: {like: a}}"),
                ElementsAre(HasSubstr("boards are like each other in a circle: b"),
                            HasSubstr("boards are like each other in a circle: a")));
}

TEST(BenchFile, NeedsBoards) {
    EXPECT_THAT(mistakes_in("cast: {a: b}"), ElementsAre(HasSubstr("missing key 'boards'")));
    EXPECT_THAT(mistakes_in("boards: []"), ElementsAre(HasSubstr("expected boards by name")));
    EXPECT_THAT(mistakes_in("boards: {sim: {plays: sensor, net: \"127.0.0.1:1\"}}"),
                ElementsAre(HasSubstr("'sim' is the simulated device")));
}

TEST(BenchFile, IsDeclaredForExplainAndEditors) {
    EXPECT_EQ(bench_declarations().front().name, "bench");
    const auto schema = bench_schema();
    EXPECT_TRUE(
        schema["properties"]["boards"]["additionalProperties"]["properties"].contains("point_at"));
}

}  // namespace
}  // namespace breakwire::harness
