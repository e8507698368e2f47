#include "sim/base/place.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace breakwire {
namespace {

TEST(Place, ReadsAsEditorsWriteIt) {
    std::ostringstream out;
    out << Place{"plant.yaml", 4, 9};
    EXPECT_EQ(out.str(), "plant.yaml:4:9");
}

TEST(FileName, IsTheSameForEqualTexts) {
    const std::string typed = "plant.yaml";
    EXPECT_EQ(FileName(typed), FileName("plant.yaml"));
    EXPECT_EQ(&FileName(typed).text(), &FileName("plant.yaml").text());
    EXPECT_FALSE(FileName(typed) == FileName("other.yaml"));
    EXPECT_LT(FileName("other.yaml"), FileName(typed));
}

TEST(FileName, IsEmptyByDefault) {
    EXPECT_TRUE(FileName().empty());
    EXPECT_EQ(FileName(), FileName(""));
}

}  // namespace
}  // namespace breakwire
