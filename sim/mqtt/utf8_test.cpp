#include "sim/mqtt/utf8.hpp"

#include <gtest/gtest.h>

namespace breakwire::mqtt {
namespace {

struct Utf8Row {
    std::string name;
    std::string hex;
    std::optional<DecodeError> mistake;
};

void PrintTo(const Utf8Row& row, std::ostream* out) { *out << row.name; }

class Utf8 : public testing::TestWithParam<Utf8Row> {};

TEST_P(Utf8, IsJudgedAsUnicodeSays) {
    EXPECT_EQ(find_utf8_mistake(from_hex(GetParam().hex).value()), GetParam().mistake);
}

constexpr auto fine = std::nullopt;
constexpr auto ill = Malformed::utf8_ill_formed;

INSTANTIATE_TEST_SUITE_P(
    Accepted, Utf8,
    testing::Values(Utf8Row{"empty", "", fine}, Utf8Row{"ascii", "41 7f", fine},
                    Utf8Row{"control_characters_are_only_discouraged", "01 1f", fine},
                    Utf8Row{"two_bytes_min", "c280", fine}, Utf8Row{"two_bytes_max", "dfbf", fine},
                    Utf8Row{"three_bytes_min", "e0a080", fine},
                    Utf8Row{"last_before_surrogates", "ed9fbf", fine},
                    Utf8Row{"first_after_surrogates", "ee8080", fine},
                    Utf8Row{"byte_order_mark", "efbbbf", fine},
                    Utf8Row{"non_character", "efbfbf", fine},
                    Utf8Row{"four_bytes_min", "f0908080", fine},
                    Utf8Row{"four_bytes_max", "f48fbfbf", fine}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Refused, Utf8,
    testing::Values(Utf8Row{"null", "61 00", DecodeError{Malformed::utf8_null, 1}},
                    Utf8Row{"surrogate_first", "eda080", DecodeError{Malformed::utf8_surrogate, 0}},
                    Utf8Row{"surrogate_last", "61 edbfbf",
                            DecodeError{Malformed::utf8_surrogate, 1}},
                    Utf8Row{"overlong_null", "c080", DecodeError{ill, 0}},
                    Utf8Row{"overlong_two", "c1bf", DecodeError{ill, 0}},
                    Utf8Row{"overlong_three", "e09fbf", DecodeError{ill, 0}},
                    Utf8Row{"overlong_four", "f08fbfbf", DecodeError{ill, 0}},
                    Utf8Row{"beyond_unicode", "f4908080", DecodeError{ill, 0}},
                    Utf8Row{"lead_f5", "f5808080", DecodeError{ill, 0}},
                    Utf8Row{"lead_ff", "ff", DecodeError{ill, 0}},
                    Utf8Row{"continuation_alone", "6162 80", DecodeError{ill, 2}},
                    Utf8Row{"cut_two", "61 c3", DecodeError{ill, 1}},
                    Utf8Row{"cut_four", "f09080", DecodeError{ill, 0}},
                    Utf8Row{"lead_without_continuation", "c341", DecodeError{ill, 0}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace breakwire::mqtt
