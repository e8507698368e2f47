#include "sim/mqtt/varint.hpp"

#include <gtest/gtest.h>

namespace breakwire::mqtt {
namespace {

struct VarintRow {
    std::string name;
    std::string hex;
    std::uint32_t value;
};

void PrintTo(const VarintRow& row, std::ostream* out) { *out << row.name; }

class VarintBoundary : public testing::TestWithParam<VarintRow> {};

TEST_P(VarintBoundary, IsReadAndWritten) {
    const Bytes wire = from_hex(GetParam().hex).value();
    const auto read = read_varint(wire);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->value, GetParam().value);
    EXPECT_EQ(read->size, wire.size());
    EXPECT_TRUE(read->minimal);
    Bytes written;
    append_varint(written, GetParam().value);
    EXPECT_EQ(to_hex(written), GetParam().hex);
}

// MQTT 5.0 table 1-1; 3.1.1 table 2.4.
INSTANTIATE_TEST_SUITE_P(Table1_1, VarintBoundary,
                         testing::Values(VarintRow{"one_min", "00", 0},
                                         VarintRow{"one_max", "7f", 127},
                                         VarintRow{"two_min", "8001", 128},
                                         VarintRow{"two_max", "ff7f", 16'383},
                                         VarintRow{"three_min", "808001", 16'384},
                                         VarintRow{"three_max", "ffff7f", 2'097'151},
                                         VarintRow{"four_min", "80808001", 2'097'152},
                                         VarintRow{"four_max", "ffffff7f", 268'435'455}),
                         [](const auto& row) { return row.param.name; });

TEST(ReadVarint, StopsAtItsLastByte) {
    const Bytes wire = from_hex("80 01 ff ff").value();
    EXPECT_EQ(read_varint(wire)->size, 2U);
}

TEST(ReadVarint, RefusesAFifthByte) {
    const Bytes wire = from_hex("80 80 80 80 01").value();
    EXPECT_EQ(read_varint(wire).error().why, Malformed::varint_too_long);
}

TEST(ReadVarint, RefusesACutInteger) {
    const Bytes wire = from_hex("ff ff").value();
    EXPECT_EQ(read_varint(wire).error().why, Malformed::truncated);
    EXPECT_EQ(read_varint({}).error().why, Malformed::truncated);
}

TEST(ReadVarint, NoticesPadding) {
    const Bytes wire = from_hex("81 00").value();
    EXPECT_EQ(read_varint(wire)->value, 1U);
    EXPECT_FALSE(read_varint(wire)->minimal);
}

TEST(AppendVarint, WritesFiveBytesPastTheLimitForTestsThatMisbehave) {
    Bytes written;
    append_varint(written, 268'435'456);
    EXPECT_EQ(to_hex(written), "8080808001");
}

}  // namespace
}  // namespace breakwire::mqtt
