#include "devices/models/payloads/payload.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/models/payloads/text_template.hpp"
#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;

/// The third sample of boiler-1, 2.5 s after the start: 21.456 degrees, -0.001 bar.
Measurement third_sample() {
    return {Instant{2500ms}, 2, "boiler-1", {{"t", 21.456}, {"p", -0.001}}, 2};
}

Bytes octets(const Node& node) {
    Mistakes mistakes;
    const auto made = ValueType<PayloadTemplate>::read(node, mistakes);
    if (!made) {
        ADD_FAILURE() << mistakes.found().front().what();
        return {};
    }
    return made->payload->octets(third_sample());
}

std::string text(const Node& node) { return to_text(octets(node)); }

Node one(const std::string& kind, const Node& settings) { return map({{kind, settings}}); }

Node quoted(const std::string& value) {
    Node node = scalar(value);
    node.quoted = true;
    return node;
}

TEST(TextPayload, FillsInItsWords) {
    EXPECT_EQ(text(scalar("{device} {n}: {t} C, {p} bar at {time}")),
              "boiler-1 2: 21.46 C, 0.00 bar at 2.500");
    EXPECT_EQ(text(scalar("{iso} {epoch} {epoch_ms}")),
              "2026-01-01T00:00:02.500Z 1767225602 1767225602500");
}

TEST(TextPayload, LeavesOtherBracesAlone) {
    EXPECT_EQ(text(scalar(R"({"t": {t}, {what} {} {T})")), R"({"t": 21.46, {what} {} {T})");
}

TEST(HexPayload, IsAlwaysTheSame) {
    EXPECT_EQ(to_hex(octets(one("hex", scalar("01 ff")))), "01ff");
    Mistakes mistakes;
    ValueType<PayloadTemplate>::read(one("hex", scalar("0g")), mistakes);
    EXPECT_THAT(texts(mistakes), ElementsAre("hex is not made of pairs of hexadecimal digits"));
}

TEST(JsonPayload, IsTypedAsItIsToLook) {
    const Node document = map({{"t", quoted("{t}")},
                               {"unit", scalar("C")},
                               {"seq", quoted("{n}")},
                               {"at", quoted("{iso}")},
                               {"from", quoted("{device}")},
                               {"text", quoted("it is {t} \"C\"")},
                               {"ok", scalar("true")},
                               {"line", scalar("3")},
                               {"name", quoted("3")},
                               {"nothing", Node{}},
                               {"place", map({{"list", list({"1", "a"})}})}});
    EXPECT_EQ(text(one("json", document)),
              R"({"t":21.46,"unit":"C","seq":2,"at":"2026-01-01T00:00:02.500Z",)"
              R"("from":"boiler-1","text":"it is 21.46 \"C\"","ok":true,"line":3,"name":"3",)"
              R"("nothing":null,"place":{"list":[1,"a"]}})");
}

TEST(JsonPayload, MayBeAListOrOneValue) {
    EXPECT_EQ(text(one("json", list({"{t}", "{p}"}))), "[21.46,0.00]");
    EXPECT_EQ(text(one("json", scalar("{t}"))), "21.46");
}

Node field(const std::string& type, const std::string& value,
           std::vector<std::pair<std::string, Node>> more = {}) {
    more.emplace_back("type", scalar(type));
    more.emplace_back("value", scalar(value));
    return map(more);
}

TEST(BinaryPayload, HasNumbersOfFixedWidthInTheirOrder) {
    const Node layout = list({field("u8", "1"), field("u16", "{n}"), field("u32", "{epoch}"),
                              field("i16", "{t}", {{"scale", scalar("100")}}), field("f32", "1.5"),
                              field("i8", "-1")});
    EXPECT_EQ(to_hex(octets(one("binary", layout))),
              "01"
              "0002"
              "6955b902"
              "0862"
              "3fc00000"
              "ff");
}

TEST(BinaryPayload, MayHaveItsLowestOctetFirst) {
    const Node little = map({{"layout", list({field("u32", "258"), field("f64", "1")})},
                             {"byte_order", scalar("little")}});
    EXPECT_EQ(to_hex(octets(one("binary", little))),
              "02010000"
              "000000000000f03f");
}

TEST(BinaryPayload, ClampsWhatDoesNotFit) {
    const Node layout = list({field("u8", "300"), field("u8", "-1"), field("i8", "-200"),
                              field("u64", "1e30"), field("i64", "-1e30"), field("i16", "2.5")});
    EXPECT_EQ(to_hex(octets(one("binary", layout))),
              "ff"
              "00"
              "80"
              "ffffffffffffffff"
              "8000000000000000"
              "0003");
}

TEST(BinaryPayload, CutsAndFillsTexts) {
    const Node layout = list({field("text", "{device}", {{"size", scalar("4")}}),
                              field("text", "ab", {{"size", scalar("3")}}), field("text", "c")});
    EXPECT_EQ(text(one("binary", layout)), std::string("boilab\0c", 8));
}

TEST(BinaryPayload, SaysWhatIsWrongWithItsFields) {
    Mistakes mistakes;
    const Node layout =
        list({field("u12", "1"), field("u8", "one"), field("u8", "1", {{"size", scalar("1")}}),
              field("u8", "{iso}"), field("text", "a", {{"scale", scalar("2")}})});
    ValueType<PayloadTemplate>::read(one("binary", layout), mistakes);
    EXPECT_THAT(
        texts(mistakes),
        ElementsAre("expected one of u8 | u16 | u32 | u64 | i8 | i16 | i32 | i64 | f32 | "
                    "f64 | text, got 'u12'",
                    "value is no number and no {word}", "size makes no sense: only a text has one",
                    "value is a text, not a number", "scale makes no sense: a text has none"));
}

TEST(Payloads, SuggestTheWordThatWasMeant) {
    Mistakes none;
    const auto in_text = ValueType<PayloadTemplate>::read(scalar("{valeu} {else}"), none);
    EXPECT_EQ(misspelt_word(*in_text->payload, {"value"}), "has {valeu}; did you mean 'value'?");
    const auto no_value = ValueType<PayloadTemplate>::read(scalar("{value}"), none);
    EXPECT_EQ(misspelt_word(*no_value->payload, {"t"}),
              "has {value}, and nothing of that name is measured");
    const auto in_json =
        ValueType<PayloadTemplate>::read(one("json", map({{"a", quoted("{else}")}})), none);
    EXPECT_THAT(misspelt_word(*in_json->payload, {"t"}),
                testing::StartsWith("has {else}; known: "));
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<PayloadTemplate>::read(one("jsno", scalar("1")), mistakes));
    EXPECT_THAT(texts(mistakes), ElementsAre("unknown payload 'jsno'; did you mean 'json'?"));
}

}  // namespace
}  // namespace breakwire::devices
