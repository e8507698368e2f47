#include "reports/tcp_stream.hpp"

#include <gmock/gmock.h>

namespace breakwire::reports {
namespace {

using sim::Direction;
using testing::ElementsAre;

constexpr Endpoint client{{127, 64, 0, 2}, 10'000};
constexpr Endpoint server{{127, 64, 0, 1}, 1883};

std::uint32_t number_at(const Bytes& packet, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value = value << 8 | std::to_integer<unsigned>(packet[at + i]);
    }
    return value;
}

/// "up S 0:0 ack 0": who, flags, relative numbers of the first octet and behind the last one.
std::string told(const Bytes& packet) {
    const bool up = number_at(packet, 20, 2) == client.port;
    const std::uint32_t base_up = 1'000'000;
    const std::uint32_t base_down = 2'000'000;
    const std::uint32_t seq = number_at(packet, 24, 4) - (up ? base_up : base_down);
    const std::uint32_t ack = number_at(packet, 28, 4) - (up ? base_down : base_up);
    const std::size_t header = 20 + 4 * (number_at(packet, 32, 1) >> 4);
    std::string flags;
    for (const auto& [bit, name] : {std::pair{1U, 'F'}, {2U, 'S'}, {4U, 'R'}, {8U, 'P'}}) {
        if ((number_at(packet, 33, 1) & bit) != 0) flags += name;
    }
    const bool acks = (number_at(packet, 33, 1) & 16U) != 0;
    return std::string(up ? "up" : "down") + (flags.empty() ? "" : " " + flags) + ' ' +
           std::to_string(seq) + '+' + std::to_string(packet.size() - header) +
           (acks ? " ack " + std::to_string(ack) : "");
}

std::vector<std::string> told(const TcpStream::Packets& packets) {
    std::vector<std::string> out;
    for (const Bytes& packet : packets) out.push_back(told(packet));
    return out;
}

std::uint32_t sum_of_words(ByteView octets) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        sum += std::to_integer<std::uint32_t>(octets[i]) << (i % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
    return sum;
}

TEST(TcpStream, ShakesHandsBeforeItTalks) {
    TcpStream stream(client, server);
    EXPECT_THAT(told(stream.dial()), ElementsAre("up S 0+0"));
    EXPECT_THAT(told(stream.accept()), ElementsAre("down S 0+0 ack 1", "up 1+0 ack 1"));
    TcpStream unseen(client, server);
    EXPECT_THAT(told(unseen.accept()), ElementsAre("up S 0+0", "down S 0+0 ack 1", "up 1+0 ack 1"));
}

TEST(TcpStream, NumbersEveryOctetOfBothDirections) {
    TcpStream stream(client, server);
    stream.accept();
    EXPECT_THAT(told(stream.data(Direction::up, to_bytes("abc"))), ElementsAre("up P 1+3 ack 1"));
    EXPECT_THAT(told(stream.data(Direction::down, to_bytes("de"))),
                ElementsAre("down P 1+2 ack 4"));
    EXPECT_THAT(told(stream.data(Direction::up, to_bytes("f"))), ElementsAre("up P 4+1 ack 3"));
}

TEST(TcpStream, CutsWhatIsTooLongForASegment) {
    TcpStream stream(client, server);
    stream.accept();
    EXPECT_THAT(told(stream.data(Direction::down, Bytes(3000))),
                ElementsAre("down 1+1460 ack 1", "down 1461+1460 ack 1", "down P 2921+80 ack 1"));
}

TEST(TcpStream, AcknowledgesBeforeTheWindowIsFull) {
    TcpStream stream(client, server);
    stream.accept();
    const auto packets = stream.data(Direction::up, Bytes(40'000));
    EXPECT_EQ(packets.size(), 28U + 1U);
    EXPECT_EQ(told(packets[23]), "down 1+0 ack 33581");
}

TEST(TcpStream, EndsEachDirectionByItself) {
    TcpStream stream(client, server);
    stream.accept();
    EXPECT_THAT(told(stream.fin(Direction::down)), ElementsAre("down F 1+0 ack 1"));
    EXPECT_THAT(told(stream.data(Direction::up, to_bytes("x"))), ElementsAre("up P 1+1 ack 2"));
    EXPECT_THAT(told(stream.fin(Direction::up)), ElementsAre("up F 2+0 ack 2", "down 2+0 ack 3"));
}

TEST(TcpStream, ResetsAndRefuses) {
    TcpStream stream(client, server);
    stream.accept();
    EXPECT_THAT(told(stream.rst(Direction::up)), ElementsAre("up R 1+0 ack 1"));
    TcpStream refused(client, server);
    refused.dial();
    const auto answer = refused.refuse();
    ASSERT_EQ(answer.size(), 1U);
    EXPECT_EQ(number_at(answer[0], 24, 4), 0U);
    EXPECT_EQ(number_at(answer[0], 28, 4), 1'000'001U);
}

TEST(TcpStream, IsSilentAboutAnAttemptThatIsGivenUp) {
    TcpStream stream(client, server);
    stream.dial();
    EXPECT_TRUE(stream.fin(Direction::up).empty());
    EXPECT_TRUE(stream.rst(Direction::up).empty());
}

/// With the checksum in it, the sum of all words is all ones (RFC 1071).
TEST(TcpStream, HasRightChecksums) {
    TcpStream stream(client, server);
    stream.accept();
    for (const char* text : {"even", "odd"}) {
        for (const Bytes& packet : stream.data(Direction::up, to_bytes(text))) {
            const ByteView octets = packet;
            EXPECT_EQ(sum_of_words(octets.first(20)), 0xFFFFU);
            // The pseudo-header: addresses, protocol, length.
            const auto length = static_cast<std::uint32_t>(packet.size() - 20);
            std::uint32_t sum =
                sum_of_words(octets.subspan(12, 8)) + 6 + length + sum_of_words(octets.subspan(20));
            while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
            EXPECT_EQ(sum, 0xFFFFU);
        }
    }
}

TEST(Endpoint, IsReadFromText) {
    const auto plain = parse_endpoint("127.64.0.3");
    ASSERT_TRUE(plain);
    EXPECT_THAT(plain->address, ElementsAre(127, 64, 0, 3));
    EXPECT_EQ(plain->port, 1883);
    EXPECT_EQ(parse_endpoint("10.0.0.1:8883")->port, 8883);
    for (const char* wrong :
         {"", "127.0.0", "256.0.0.1", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4x", "::1", "-1.2.3.4"}) {
        EXPECT_FALSE(parse_endpoint(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace breakwire::reports
