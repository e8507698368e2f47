#include "sim/record/json_line.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace breakwire::sim {
namespace {

/// A value under the key `k`, in our line and in the library's.
template <class Value>
std::string ours(const Value& value) {
    std::string text;
    JsonLine line(text);
    line.add("k", value);
    line.close();
    return text;
}

template <class Value>
std::string theirs(const Value& value) {
    const nlohmann::json json = {{"k", value}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

TEST(JsonLine, WritesTextAsTheLibraryDoes) {
    std::string every_octet;
    for (int c = 0; c < 256; ++c) every_octet += static_cast<char>(c);
    const std::string texts[] = {"",           "plain",         "a \"quoted\" \\ word",
                                 "tab\tand\n", "\x7F",          "caf\xC3\xA9 \xF0\x9F\x94\x8C",
                                 "caf\xE9",    "\xF0\x9F\x94",  "\xED\xA0\x80",
                                 "\xC0\xAF",   "</script>\x01", every_octet};
    for (const std::string& text : texts) EXPECT_EQ(ours(text), theirs(text));
}

TEST(JsonLine, WritesNumbersAsTheLibraryDoes) {
    const double doubles[] = {0.0,    -0.0, 21.0,    0.1,
                              1e20,   1e-7, 1.0 / 3, -273.15,
                              5e-324, 1e15, 1e16,    std::numeric_limits<double>::infinity()};
    for (const double value : doubles) EXPECT_EQ(ours(value), theirs(value)) << value;
    EXPECT_EQ(ours(std::numeric_limits<std::uint64_t>::max()),
              theirs(std::numeric_limits<std::uint64_t>::max()));
    EXPECT_EQ(ours(std::numeric_limits<std::int64_t>::min()),
              theirs(std::numeric_limits<std::int64_t>::min()));
    EXPECT_EQ(ours(true), R"({"k":true})");
    EXPECT_EQ(ours(std::vector<std::uint64_t>{}), R"({"k":[]})");
    EXPECT_EQ(ours(std::vector<std::uint64_t>{1, 22}), R"({"k":[1,22]})");
}

TEST(JsonLine, PutsCommasBetweenKeysAndNestsObjects) {
    std::string text = "before ";
    JsonLine line(text);
    line.add("a", 1);
    line.open("b");
    line.add("c", false);
    line.add_hex("d", as_bytes("\xff\x01"));
    line.close();
    line.add("e", "f");
    line.close();
    EXPECT_EQ(text, R"(before {"a":1,"b":{"c":false,"d":"ff01"},"e":"f"})");
}

}  // namespace
}  // namespace breakwire::sim
