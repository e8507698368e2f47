#include "harness/runner/slots.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <set>

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

TEST(AddressSlot, IsHeldByOneAtATime) {
    std::set<std::string> taken;
    for (int i = 0; i < 3; ++i) {
        const std::unique_ptr<AddressSlot> first = AddressSlot::take();
        const std::unique_ptr<AddressSlot> second = AddressSlot::take();
        EXPECT_NE(first->range().broker(), second->range().broker());
    }
}

TEST(AddressSlot, IsFreeAgainOnceItsHolderIsGone) {
    std::unique_ptr<AddressSlot> slot = AddressSlot::take();
    const Address address = slot->range().broker();
    slot.reset();
    EXPECT_EQ(AddressSlot::take()->range().broker(), address);
}

TEST(AddressSlot, PassesOverARangeWhereAStaleBrokerListens) {
    std::unique_ptr<AddressSlot> slot = AddressSlot::take();
    const Address address = slot->range().broker();
    slot.reset();

    const int stale = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(address.port);
    inet_pton(AF_INET, address.host.c_str(), &at.sin_addr);
    ASSERT_EQ(bind(stale, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    ASSERT_EQ(listen(stale, 1), 0);
    EXPECT_NE(AddressSlot::take()->range().broker(), address);
    close(stale);
}

}  // namespace
}  // namespace breakwire::harness
