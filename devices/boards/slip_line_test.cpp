#include "devices/boards/slip_line.hpp"

#include <gmock/gmock.h>

#include "devices/boards/line_bench.hpp"
#include "sim/net/ethernet_frame.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// An IPv4 packet without options whose content is `text`.
std::string packet_of(const std::string& text) {
    std::string packet("\x45\0\0", 3);
    packet.push_back(static_cast<char>(20 + text.size()));
    return packet + std::string(16, '\x0A') + text;
}

/// The board is at the far side of a Unix-domain stream.
class SlipLineTest : public LineBench {
protected:
    SlipLineTest() {
        slip.take([this](ByteView frame) { frames.push_back(to_bytes(frame)); });
        slip.line().open();
        board.open();
        until_open(slip.line());
        until_open(board);
    }

    static LineSettings at(UnixEnd end) {
        LineSettings settings;
        settings.unix_socket = std::move(end);
        return settings;
    }

    int changes = 0;
    std::vector<Bytes> frames;
    LineDiary diary;
    SlipLine slip{around, "data", at({.connect = {}, .listen = "data.sock"}),
                  [this] { ++changes; }};
    Line board{around, "board", at({.connect = "data.sock", .listen = {}}), diary};
};

TEST_F(SlipLineTest, FramesWhatTheBoardSends) {
    const std::string packet = packet_of("\xC0up");
    board.write(sim::slip_encoded(as_bytes(packet)));
    ASSERT_TRUE(until([this] { return !frames.empty(); }));
    EXPECT_EQ(to_text(sim::packet_in(frames.front())), packet);
    EXPECT_EQ(sim::EthernetFrame::look_into(frames.front()).packet, packet.size());
}

TEST_F(SlipLineTest, SendsPacketsAndNothingElseToTheBoard) {
    const std::string packet = packet_of(
        "\xDB"
        "down");
    slip.send(sim::announcement(0x0A000202));
    slip.send(sim::framed(as_bytes(packet)));
    const Bytes octets = sim::slip_encoded(as_bytes(packet));
    ASSERT_TRUE(until([&] { return diary.received.size() >= octets.size(); }));
    EXPECT_EQ(diary.received, to_text(octets));
}

TEST_F(SlipLineTest, ForgetsHalfAPacketWhenTheLineIsPulled) {
    board.write(as_bytes("half"));
    ASSERT_TRUE(until([this] { return slip.line().counts().octets_in == 4; }));
    const int before = changes;
    board.close();
    ASSERT_TRUE(until([&] { return changes > before; }));
    EXPECT_FALSE(slip.line().is_open());
    EXPECT_THAT(frames, IsEmpty());
    board.open();
    ASSERT_TRUE(until_open(slip.line()));
    const std::string packet = packet_of("whole");
    board.write(sim::slip_encoded(as_bytes(packet)));
    ASSERT_TRUE(until([this] { return !frames.empty(); }));
    EXPECT_EQ(to_text(sim::packet_in(frames.front())), packet);
}

}  // namespace
}  // namespace breakwire::devices
