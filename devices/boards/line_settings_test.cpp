#include "devices/boards/line_settings.hpp"

#include <gtest/gtest.h>

#include "devices/boards/power_action.hpp"
#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;
using Texts = std::vector<std::string>;

template <class T>
T read_as(const Entries& section) {
    Mistakes mistakes;
    auto settings = ValueType<T>::read(map(section), mistakes);
    EXPECT_EQ(texts(mistakes), Texts{});
    return settings.value_or(T{});
}

template <class T>
Texts mistakes_as(const Entries& section) {
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<T>::read(map(section), mistakes));
    return texts(mistakes);
}

TEST(LineSettings, ReadASerialLine) {
    const auto line = read_as<LineSettings>({{"serial", scalar("/dev/serial/by-id/x")},
                                             {"baud", scalar("31250")},
                                             {"parity", scalar("even")},
                                             {"dtr", scalar("off")},
                                             {"eol", scalar("\r")}});
    EXPECT_EQ(line.serial, "/dev/serial/by-id/x");
    EXPECT_EQ(line.baud, 31250U);
    EXPECT_EQ(line.parity, Parity::even);
    EXPECT_EQ(line.dtr, Held::off);
    EXPECT_EQ(line.rts, Held::as_is);
    EXPECT_EQ(line.eol.octets, "\r");
    EXPECT_EQ(line.typed(),
              "{serial: \"/dev/serial/by-id/x\", baud: 31250, parity: even, "
              "dtr: off, eol: \"\\r\"}");
}

TEST(LineSettings, ReadTheOtherWires) {
    EXPECT_EQ(read_as<LineSettings>({{"rfc2217", scalar("lab-pi:4001")}}).rfc2217->port, 4001);
    const auto tcp = read_as<LineSettings>(
        {{"tcp", map({{"listen", scalar("127.0.0.1:0")}})}, {"carries", scalar("mqtt")}});
    EXPECT_EQ(tcp.tcp->listen, (HostPort{"127.0.0.1", 0}));
    EXPECT_EQ(tcp.carries, Carries::mqtt);
    EXPECT_EQ(read_as<LineSettings>({{"unix", scalar("a.sock")}}).unix_socket->connect, "a.sock");
    EXPECT_EQ(read_as<LineSettings>({{"pty", scalar("ttyBOARD")}}).pty, "ttyBOARD");
}

TEST(LineSettings, WantExactlyOneWire) {
    EXPECT_EQ(mistakes_as<LineSettings>({}), Texts{"serial or rfc2217, tcp, pty, unix is missing"});
    EXPECT_EQ(mistakes_as<LineSettings>({{"pty", scalar("a")}, {"serial", scalar("b")}}),
              Texts{"pty is not the only wire"});
}

TEST(LineSettings, NameAllMistakesAtOnceEachAtItsPlace) {
    Mistakes mistakes;
    const Node section = map({{"pty", scalar("ttyBOARD", 2)},
                              {"baud", scalar("9600", 3)},
                              {"on_close", scalar("break", 4)},
                              {"stop_bits", scalar("3", 5)}});
    EXPECT_FALSE(ValueType<LineSettings>::read(section, mistakes));
    mistakes.sort();
    EXPECT_EQ(texts(mistakes), (Texts{"a.yaml:3:1: error: baud is for serial and rfc2217",
                                      "a.yaml:4:1: error: on_close is for lines with carries: mqtt",
                                      "a.yaml:4:1: error: on_close needs serial or rfc2217",
                                      "a.yaml:5:1: error: stop_bits is not 1 or 2",
                                      "a.yaml:5:1: error: stop_bits is for serial and rfc2217"}));
}

TEST(LineSettings, RefuseWhatCannotBe) {
    const auto with = [](const char* key, const char* value) {
        return mistakes_as<LineSettings>({{"serial", scalar("/dev/x")}, {key, scalar(value)}});
    };
    EXPECT_EQ(with("baud", "0"), Texts{"baud is no speed"});
    EXPECT_EQ(with("data_bits", "9"), Texts{"data_bits is not 5 to 8"});
    EXPECT_EQ(with("log_limit", "1KiB"), Texts{"log_limit is less than 4KiB"});
    EXPECT_EQ(with("pace", "9600"), Texts{"pace is for wires that have no speed of their own"});
    EXPECT_EQ(with("boud", "9600"), Texts{"unknown key 'boud'; did you mean 'baud'?"});
    EXPECT_EQ(mistakes_as<LineSettings>({{"pty", scalar("x")}, {"pace", scalar("0")}}),
              Texts{"pace is no speed"});
}

TEST(LineSettings, WantOneEndOfAStream) {
    EXPECT_EQ(mistakes_as<LineSettings>({{"tcp", map({})}}), Texts{"connect or listen is missing"});
    EXPECT_EQ(mistakes_as<LineSettings>(
                  {{"unix", map({{"connect", scalar("a")}, {"listen", scalar("b")}})}}),
              Texts{"listen cannot be beside connect"});
    EXPECT_EQ(mistakes_as<LineSettings>({{"rfc2217", scalar("lab-pi")}}),
              Texts{"expected a host and a port such as lab-pi:4001, got 'lab-pi'"});
}

TEST(HostPort, IsReadAndWrittenAsTyped) {
    for (const std::string text : {"lab-pi:4001", "127.0.0.1:0", "[::1]:65535"}) {
        ASSERT_TRUE(HostPort::parse(text)) << text;
        EXPECT_EQ(HostPort::parse(text)->text(), text);
    }
    EXPECT_EQ(HostPort::parse("[::1]:1883")->host, "::1");
    for (const std::string text : {"", ":1", "a:", "a:65536", "a:-1", "::1:80", "[::1:80", "a"}) {
        EXPECT_FALSE(HostPort::parse(text)) << text;
    }
}

TEST(PowerAction, IsReadWithWhatProvesIt) {
    const auto reset = read_as<PowerAction>({{"pulse", map({{"rts", scalar("100ms")}})},
                                             {"line", scalar("data")},
                                             {"proves", map({{"cause", scalar("pin")}})}});
    EXPECT_EQ(reset.pulse->rts, 100ms);
    EXPECT_EQ(reset.line, "data");
    EXPECT_EQ(reset.proves.at("cause"), "pin");
    EXPECT_EQ(reset.timeout, 10s);
    EXPECT_EQ(reset.text(), "pulse rts");
    const auto on = read_as<PowerAction>({{"run", list({"uhubctl", "-a", "on"})}});
    EXPECT_EQ(on.text(), "run uhubctl");
    EXPECT_EQ(read_as<PowerAction>({{"by_hand", scalar("press EN")}}).text(), "by hand: press EN");
    EXPECT_EQ(read_as<PowerAction>({{"break", scalar("300ms")}}).text(), "break");
    EXPECT_EQ(read_as<PowerAction>({{"qmp", scalar("cont")}}).text(), "qmp cont");
}

TEST(PowerAction, RefusesWhatCannotBe) {
    EXPECT_EQ(mistakes_as<PowerAction>({{"settle", scalar("1s")}}),
              Texts{"run or pulse, say, break, qmp, by_hand is missing"});
    EXPECT_EQ(mistakes_as<PowerAction>({{"qmp", scalar("cont")}, {"say", scalar("x")}}),
              Texts{"qmp is not the only thing to do"});
    EXPECT_EQ(mistakes_as<PowerAction>(
                  {{"qmp", scalar("cont")}, {"line", scalar("data")}, {"answer", scalar("OK")}}),
              (Texts{"answer is for say", "line is for pulse, say and break"}));
    EXPECT_EQ(mistakes_as<PowerAction>({{"pulse", map({})}}), Texts{"rts or dtr is missing"});
    EXPECT_EQ(mistakes_as<PowerAction>({{"qmp", scalar("cont")}, {"timeout", scalar("0s")}}),
              Texts{"timeout is no time at all"});
}

}  // namespace
}  // namespace breakwire::devices
