#include <gtest/gtest.h>

#include "devices/boards/wires/marked_octets.hpp"
#include "devices/boards/wires/telnet_com_port.hpp"

namespace breakwire::devices {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

// --- MarkedOctets -------------------------------------------------------------------------------

TEST(MarkedOctets, PassPlainOctets) {
    MarkedOctets marked;
    EXPECT_EQ(marked.read(hex("10 0c 00 41")).octets, hex("10 0c 00 41"));
}

TEST(MarkedOctets, TakeTheDoublingOfOctets255Back) {
    EXPECT_EQ(MarkedOctets().read(hex("41 ff ff 42")).octets, hex("41 ff 42"));
}

TEST(MarkedOctets, CountDamagedOctetsAndPassThem) {
    const auto input = MarkedOctets().read(hex("41 ff 00 83 42"));
    EXPECT_EQ(input.octets, hex("41 83 42"));
    EXPECT_EQ(input.errors.framing, 1U);
    EXPECT_EQ(input.breaks, 0);
}

TEST(MarkedOctets, TellABreak) {
    const auto input = MarkedOctets().read(hex("ff 00 00 41"));
    EXPECT_EQ(input.octets, hex("41"));
    EXPECT_EQ(input.breaks, 1);
    EXPECT_FALSE(input.errors.any());
}

TEST(MarkedOctets, MayBeCutAnywhere) {
    MarkedOctets marked;
    Bytes octets;
    LineErrors errors;
    int breaks = 0;
    for (const std::byte octet : hex("41 ff ff ff 00 07 ff 00 00 42")) {
        const auto input = marked.read(ByteView(&octet, 1));
        octets.insert(octets.end(), input.octets.begin(), input.octets.end());
        errors += input.errors;
        breaks += input.breaks;
    }
    EXPECT_EQ(octets, hex("41 ff 07 42"));
    EXPECT_EQ(errors.framing, 1U);
    EXPECT_EQ(breaks, 1);
}

// --- Telnet with the COM-PORT-OPTION ------------------------------------------------------------

TEST(TelnetComPort, DoublesOctets255InDataAndInValues) {
    EXPECT_EQ(telnet::data(hex("41 ff 42")), hex("41 ff ff 42"));
    EXPECT_EQ(telnet::set_baud(0x0000FF00), hex("ff fa 2c 01 00 00 ff ff 00 ff f0"));
    EXPECT_EQ(telnet::set(telnet::ComPort::control, 8), hex("ff fa 2c 05 08 ff f0"));
}

/// What a reader makes of octets that come one by one: "data 41", "do 44", "said 6 08".
std::vector<std::string> story_of(const Bytes& octets) {
    struct Teller {
        std::string operator()(const Bytes& data) const { return "data " + to_hex(data); }
        std::string operator()(const telnet::Negotiation& each) const {
            return std::to_string(static_cast<int>(each.verb)) + ' ' + std::to_string(each.option);
        }
        std::string operator()(const telnet::ComPortSaid& said) const {
            return "said " + std::to_string(static_cast<int>(said.what)) + ' ' + to_hex(said.value);
        }
    };
    telnet::Reader reader;
    std::vector<std::string> story;
    for (const std::byte octet : octets) {
        for (const telnet::Said& said : reader.read(ByteView(&octet, 1))) {
            story.push_back(std::visit(Teller(), said));
        }
    }
    return story;
}

using Story = std::vector<std::string>;

TEST(TelnetComPort, ReadsDataNegotiationAndNotices) {
    EXPECT_EQ(story_of(hex("41 ff ff ff fd 2c ff fa 2c 6a 08 ff f0 42")),
              (Story{"data 41", "data ff", "253 44", "said 6 08", "data 42"}));
}

TEST(TelnetComPort, TakesTheDoublingInAValueBack) {
    EXPECT_EQ(story_of(hex("ff fa 2c 65 00 00 ff ff 00 ff f0")), Story{"said 1 0000ff00"});
}

TEST(TelnetComPort, PassesOverWhatMeansNothingToALine) {
    // NOP; the terminal type; a client's number in the mouth of a server; an empty one.
    EXPECT_EQ(story_of(hex("ff f1 ff fa 18 01 ff f0 ff fa 2c 05 01 ff f0 ff fa ff f0 41")),
              Story{"data 41"});
}

TEST(TelnetComPort, KnowsTheBitsOfAUart) {
    const LineErrors errors = telnet::errors_of(2 + 8);
    EXPECT_EQ(errors, (LineErrors{.framing = 1, .parity = 0, .overrun = 1}));
    EXPECT_TRUE(telnet::tells_break(16));
    EXPECT_FALSE(telnet::errors_of(16 + 64).any());
    EXPECT_EQ(telnet::modem_lines_of(0xB0),
              (ModemLines{.cts = true, .dsr = true, .dcd = true, .ring = false}));
}

}  // namespace
}  // namespace breakwire::devices
