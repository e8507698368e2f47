#include "devices/stacks/virtual_socket.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "devices/stacks/descriptor_table.hpp"
#include "devices/stacks/fake_network.hpp"

namespace breakwire::devices {
namespace {

using Story = std::vector<std::string>;

/// A socket on a connection whose far end is led by hand; calls answer in words.
class VirtualSocketTest : public testing::Test, protected VirtualSocket::Owner {
protected:
    ~VirtualSocketTest() override {
        if (socket.held()) socket.close();
    }
    void on_dialed(const std::string& how) override { told.push_back("dialed " + how); }
    void on_readable() override { told.emplace_back("readable"); }
    void on_writable() override { told.emplace_back("writable"); }
    void on_over(VirtualSocket&) override { told.emplace_back("over"); }

    sim::SocketEvents& peer() { return *network.last().events; }
    void establish() {
        peer().on_established();
        socket.open();
        EXPECT_EQ(connect(), "0");
        told.clear();
    }
    template <class Count>
    static std::string answer(Count count) {
        return count < 0 ? strerrorname_np(errno) : std::to_string(count);
    }
    std::string connect() { return answer(socket.connect()); }
    std::string read(std::size_t size = 100) {
        Bytes into(size);
        const auto count = socket.read(into);
        return count <= 0 ? answer(count)
                          : to_text(ByteView(into).first(static_cast<std::size_t>(count)));
    }
    std::string write(std::size_t size) { return answer(socket.write(Bytes(size))); }

    FakeNetwork network{mqtt::Version::v3_1_1};
    Story told;
    VirtualSocket socket{network, "pump", *this};
};

TEST_F(VirtualSocketTest, ConnectsAsTheHandshakeWent) {
    socket.open();
    EXPECT_EQ(connect(), "EINPROGRESS");
    peer().on_established();
    EXPECT_EQ(connect(), "0");
    EXPECT_EQ(connect(), "EISCONN");
    EXPECT_EQ(told, Story{"dialed "});
}

TEST_F(VirtualSocketTest, IsRefused) {
    peer().on_refused();
    socket.open();
    EXPECT_EQ(connect(), "ECONNREFUSED");
    EXPECT_EQ(read(), "ENOTCONN");
    EXPECT_EQ(write(1), "EPIPE");
    EXPECT_EQ(told, Story{"dialed refused"});
    socket.close();
    socket.flush();
    EXPECT_TRUE(socket.over());
    EXPECT_EQ(network.last().ends, Story{});
}

TEST_F(VirtualSocketTest, TimesOut) {
    peer().on_timed_out();
    socket.open();
    EXPECT_EQ(connect(), "ETIMEDOUT");
    EXPECT_EQ(told, Story{"dialed timed out"});
}

TEST_F(VirtualSocketTest, SaysWhyWhenWhatLiesAboveTcpFails) {
    peer().on_failed("TLS: alert from the peer: unknown CA");
    socket.open();
    EXPECT_EQ(connect(), "ECONNABORTED");
    EXPECT_EQ(told, Story{"dialed TLS: alert from the peer: unknown CA"});
}

TEST_F(VirtualSocketTest, ReadsWhatHasArrivedThenWouldBlock) {
    establish();
    EXPECT_EQ(read(), "EAGAIN");
    EXPECT_FALSE(socket.readable());
    peer().on_data(as_bytes("one"));
    peer().on_data(as_bytes("two"));
    EXPECT_TRUE(socket.readable());
    EXPECT_EQ(to_text(socket.unread()), "onetwo");
    EXPECT_EQ(read(4), "onet");
    EXPECT_EQ(read(4), "wo");
    EXPECT_EQ(read(4), "EAGAIN");
    EXPECT_EQ(told, (Story{"readable", "readable"}));
}

TEST_F(VirtualSocketTest, ReadsTheEndAfterAFinAndMayStillWrite) {
    establish();
    peer().on_data(as_bytes("last"));
    peer().on_fin();
    EXPECT_EQ(read(), "last");
    EXPECT_EQ(read(), "0");
    EXPECT_EQ(read(), "0");
    EXPECT_EQ(write(3), "3");
    EXPECT_EQ(socket.peer_end(), "FIN");
}

TEST_F(VirtualSocketTest, TellsAResetOnceThenTheEnd) {
    establish();
    peer().on_data(as_bytes("last"));
    peer().on_reset();
    EXPECT_EQ(read(), "last");
    EXPECT_EQ(read(), "ECONNRESET");
    EXPECT_EQ(read(), "0");
    EXPECT_EQ(write(1), "EPIPE");
    EXPECT_EQ(socket.peer_end(), "RST");
}

TEST_F(VirtualSocketTest, TellsAResetToAWriteIfThatComesFirst) {
    establish();
    peer().on_reset();
    EXPECT_TRUE(socket.writable());
    EXPECT_EQ(write(1), "ECONNRESET");
    EXPECT_EQ(write(1), "EPIPE");
    EXPECT_EQ(read(), "0");
}

TEST_F(VirtualSocketTest, IsBrokenForWritingByAResetBehindAFin) {
    establish();
    peer().on_fin();
    peer().on_reset();
    EXPECT_EQ(read(), "0");
    EXPECT_EQ(write(1), "EPIPE");
}

TEST_F(VirtualSocketTest, IsBrokenByWhatGoesWrongWithTlsLater) {
    establish();
    peer().on_failed("TLS: alert from the peer: unknown CA");
    EXPECT_EQ(socket.peer_end(), "TLS: alert from the peer: unknown CA");
    EXPECT_EQ(read(), "ECONNABORTED");
}

TEST_F(VirtualSocketTest, TellsThatRetransmissionWasGivenUp) {
    establish();
    peer().on_timed_out();
    EXPECT_EQ(read(), "ETIMEDOUT");
    EXPECT_EQ(read(), "0");
    EXPECT_EQ(socket.peer_end(), "retransmission given up");
}

TEST_F(VirtualSocketTest, SendsWhatWasWrittenWhenItIsLetGo) {
    establish();
    const Bytes ping = mqtt::encode(mqtt::Pingreq{}, mqtt::Version::v3_1_1);
    EXPECT_EQ(socket.write(ping), 2);
    EXPECT_TRUE(network.last().packets.empty());
    EXPECT_EQ(socket.unsent().size(), 2U);
    socket.flush();
    EXPECT_EQ(network.last().packets.size(), 1U);
    EXPECT_TRUE(socket.unsent().empty());
}

TEST_F(VirtualSocketTest, TakesNoMoreThanTheSendBufferHolds) {
    establish();
    network.last().unacknowledged = VirtualSocket::send_buffer - 10;
    EXPECT_EQ(write(4), "4");
    EXPECT_EQ(write(100), "6");
    EXPECT_EQ(write(100), "EAGAIN");
    EXPECT_FALSE(socket.writable());
    EXPECT_EQ(write(0), "0");
    socket.vanish();  // what was written is no packet, which the far end would not understand
}

TEST_F(VirtualSocketTest, SaysWhenThereMayBeRoomAgain) {
    establish();
    network.last().unacknowledged = VirtualSocket::send_buffer;
    EXPECT_EQ(write(1), "EAGAIN");
    network.last().unacknowledged = 0;
    peer().on_acknowledged();
    EXPECT_EQ(told, Story{"writable"});
    EXPECT_TRUE(socket.writable());
}

TEST_F(VirtualSocketTest, FinishesBehindWhatWasWrittenAndStaysUntilThePeerHasToo) {
    establish();
    socket.write(mqtt::encode(mqtt::Disconnect{}, mqtt::Version::v3_1_1));
    EXPECT_EQ(socket.close(), 0);
    EXPECT_TRUE(network.last().ends.empty());
    socket.flush();
    EXPECT_EQ(network.last().packets.size(), 1U);
    EXPECT_EQ(network.last().ends, Story{"finish"});
    peer().on_data(as_bytes("late"));
    EXPECT_FALSE(socket.readable());
    EXPECT_FALSE(socket.over());
    peer().on_fin();
    EXPECT_EQ(told, Story{"over"});
}

TEST_F(VirtualSocketTest, IsAbandonedBeforeTheHandshakeByForgettingTheSyn) {
    socket.abandon();
    EXPECT_EQ(network.last().ends, Story{"reset"});
    EXPECT_TRUE(socket.over());
    peer().on_established();
    EXPECT_EQ(told, Story{});
}

TEST_F(VirtualSocketTest, IsAbandonedAfterItByAFinAndTheProgramSeesAReset) {
    establish();
    socket.abandon();
    EXPECT_EQ(network.last().ends, Story{"finish"});
    EXPECT_EQ(read(), "ECONNRESET");
}

TEST_F(VirtualSocketTest, VanishesWithoutAWord) {
    establish();
    socket.write(mqtt::encode(mqtt::Pingreq{}, mqtt::Version::v3_1_1));
    socket.vanish();
    socket.close();
    socket.flush();
    EXPECT_TRUE(network.last().packets.empty());
    EXPECT_EQ(network.last().ends, Story{"vanish"});
}

TEST_F(VirtualSocketTest, KeepsTheFlagsOfItsDescriptor) {
    socket.open();
    EXPECT_EQ(socket.control(F_GETFL, 0), O_RDWR);
    EXPECT_EQ(socket.control(F_SETFL, O_NONBLOCK), 0);
    EXPECT_EQ(socket.control(F_GETFL, 0), O_RDWR | O_NONBLOCK);
    EXPECT_EQ(answer(socket.control(F_GETLK, 0)), "EINVAL");
}

TEST_F(VirtualSocketTest, GoesByANumberThatNoDescriptorHas) {
    DescriptorTable table;
    VirtualSocket other(network, "valve", *this);
    const int first = table.open(socket);
    const int second = table.open(other);
    EXPECT_TRUE(DescriptorTable::owns(first));
    EXPECT_FALSE(DescriptorTable::owns(1023));
    EXPECT_EQ(table.find(first), &socket);
    EXPECT_EQ(table.find(second), &other);
    EXPECT_EQ(table.close(first), 0);
    EXPECT_EQ(table.find(first), nullptr);
    EXPECT_EQ(table.find(second + 1), nullptr);
    EXPECT_EQ(table.find(0), nullptr);
    EXPECT_FALSE(socket.held());
    table.close(second);
}

}  // namespace
}  // namespace breakwire::devices
