#include "reports/html/record_shelf.hpp"

#include <gtest/gtest.h>

namespace breakwire::reports {
namespace {

TEST(RecordShelf, KeepsWhatFits) {
    RecordShelf shelf(DataSize{10});
    shelf.add("a", true, "12345");
    shelf.add("b", true, "67890");
    ASSERT_NE(shelf.find("a"), nullptr);
    EXPECT_EQ(*shelf.find("a"), "12345");
    EXPECT_NE(shelf.find("b"), nullptr);
    EXPECT_EQ(shelf.find("c"), nullptr);
}

TEST(RecordShelf, GivesUpTheLargestOfThosePassedFirst) {
    RecordShelf shelf(DataSize{10});
    shelf.add("large", true, "12345678");
    shelf.add("small", true, "123");
    EXPECT_EQ(shelf.find("large"), nullptr);
    EXPECT_NE(shelf.find("small"), nullptr);
}

TEST(RecordShelf, HasMoreRoomForCasesThatDidNotPass) {
    RecordShelf shelf(DataSize{10});
    shelf.add("failed", false, std::string(90, 'x'));
    shelf.add("passed", true, std::string(10, 'x'));
    EXPECT_NE(shelf.find("failed"), nullptr);
    EXPECT_NE(shelf.find("passed"), nullptr);
    shelf.add("huge", false, std::string(91, 'x'));
    EXPECT_EQ(shelf.find("huge"), nullptr);
    EXPECT_NE(shelf.find("failed"), nullptr);
}

TEST(RecordShelf, KeepsNothingWithoutRoom) {
    RecordShelf shelf(DataSize{0});
    shelf.add("a", true, "1");
    shelf.add("b", false, "1");
    EXPECT_EQ(shelf.find("a"), nullptr);
    EXPECT_EQ(shelf.find("b"), nullptr);
}

}  // namespace
}  // namespace breakwire::reports
