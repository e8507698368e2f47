#include "sim/mqtt/utf8.hpp"

#include <gtest/gtest.h>

namespace breakwire::mqtt {
namespace {

struct Row {
    std::string name;
    std::string hex;
    std::optional<DecodeError> mistake;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Utf8 : public testing::TestWithParam<Row> {};

TEST_P(Utf8, IsJudgedAsUnicodeSays) {
    EXPECT_EQ(find_utf8_mistake(from_hex(GetParam().hex).value()), GetParam().mistake);
}

constexpr auto fine = std::nullopt;
constexpr auto ill = Malformed::utf8_ill_formed;

INSTANTIATE_TEST_SUITE_P(
    Accepted, Utf8,
    testing::Values(Row{"empty", "", fine}, Row{"ascii", "41 7f", fine},
                    Row{"control_characters_are_only_discouraged", "01 1f", fine},
                    Row{"two_bytes_min", "c280", fine}, Row{"two_bytes_max", "dfbf", fine},
                    Row{"three_bytes_min", "e0a080", fine},
                    Row{"last_before_surrogates", "ed9fbf", fine},
                    Row{"first_after_surrogates", "ee8080", fine},
                    Row{"byte_order_mark", "efbbbf", fine}, Row{"non_character", "efbfbf", fine},
                    Row{"four_bytes_min", "f0908080", fine},
                    Row{"four_bytes_max", "f48fbfbf", fine}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Refused, Utf8,
    testing::Values(Row{"null", "61 00", DecodeError{Malformed::utf8_null, 1}},
                    Row{"surrogate_first", "eda080", DecodeError{Malformed::utf8_surrogate, 0}},
                    Row{"surrogate_last", "61 edbfbf", DecodeError{Malformed::utf8_surrogate, 1}},
                    Row{"overlong_null", "c080", DecodeError{ill, 0}},
                    Row{"overlong_two", "c1bf", DecodeError{ill, 0}},
                    Row{"overlong_three", "e09fbf", DecodeError{ill, 0}},
                    Row{"overlong_four", "f08fbfbf", DecodeError{ill, 0}},
                    Row{"beyond_unicode", "f4908080", DecodeError{ill, 0}},
                    Row{"lead_f5", "f5808080", DecodeError{ill, 0}},
                    Row{"lead_ff", "ff", DecodeError{ill, 0}},
                    Row{"continuation_alone", "6162 80", DecodeError{ill, 2}},
                    Row{"cut_two", "61 c3", DecodeError{ill, 1}},
                    Row{"cut_four", "f09080", DecodeError{ill, 0}},
                    Row{"lead_without_continuation", "c341", DecodeError{ill, 0}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace breakwire::mqtt
