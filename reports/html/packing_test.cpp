#include "reports/html/packing.hpp"

#include <gtest/gtest.h>

#include "reports/html/unpacking.hpp"

namespace breakwire::reports {
namespace {

TEST(Packing, IsUndoneByUnpacking) {
    for (std::size_t size = 0; size < 64; ++size) {
        const std::string text(size, static_cast<char>('a' + size % 26));
        EXPECT_EQ(unpack(pack(text)), text);
    }
}

TEST(Packing, EqualsWhatOtherProgramsMake) {
    // zlib.compress(b"breakwire", 9) in Python, as base64.
    EXPECT_EQ(pack("breakwire"), "eNpLKkpNzC7PLEoFABKLA70=");
}

TEST(Packing, MakesRepetitionSmallAndSafeWithinHtml) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "</script>";
    const std::string packed = pack(text);
    EXPECT_LT(packed.size(), 100U);
    EXPECT_EQ(packed.find('<'), std::string::npos);
}

}  // namespace
}  // namespace breakwire::reports
