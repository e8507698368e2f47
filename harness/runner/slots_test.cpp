#include "harness/runner/slots.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

TEST(AddressRange, HasAnAddressForEachDevice) {
    const AddressRange range(70);
    EXPECT_EQ(range.broker().text(), "127.70.0.1:1883");
    EXPECT_EQ(range.device(0), "127.70.0.2");
    EXPECT_EQ(range.device(254), "127.70.1.0");
    EXPECT_EQ(range.device(AddressRange::devices_max - 1), "127.70.255.255");
    EXPECT_THROW(range.device(AddressRange::devices_max), EnvironmentError);
}

// Each of these tests has ranges of its own, which no run uses: others may be running.

TEST(AddressSlot, IsHeldByOneAtATime) {
    const auto first = AddressSlot::take(210, 211);
    const auto second = AddressSlot::take(210, 211);
    EXPECT_EQ(first->range().broker().host, "127.210.0.1");
    EXPECT_EQ(second->range().broker().host, "127.211.0.1");
    EXPECT_EQ(AddressSlot::take(210, 211), nullptr);
}

TEST(AddressSlot, IsFreeAgainOnceItsHolderIsGone) {
    EXPECT_NE(AddressSlot::take(212, 212), nullptr);
    EXPECT_NE(AddressSlot::take(212, 212), nullptr);
}

TEST(AddressSlot, PassesOverARangeWhereAStaleBrokerListens) {
    const int stale = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(1883);
    inet_pton(AF_INET, "127.213.0.1", &at.sin_addr);
    ASSERT_EQ(bind(stale, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    ASSERT_EQ(listen(stale, 1), 0);
    EXPECT_EQ(AddressSlot::take(213, 214)->range().broker().host, "127.214.0.1");
    close(stale);
}

}  // namespace
}  // namespace breakwire::harness
