#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "devices/boards/line_log.hpp"
#include "devices/boards/line_pattern.hpp"
#include "devices/boards/octet_faults.hpp"
#include "devices/boards/paced_octets.hpp"
#include "devices/test_nodes.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// --- OctetFaults --------------------------------------------------------------------------------

std::string pass(OctetFaults& faults, const std::string& text,
                 sim::Direction direction = sim::Direction::up) {
    return to_text(faults.pass(as_bytes(text), direction));
}

TEST(OctetFaults, LetPassWhatNoFaultConcerns) {
    OctetFaults faults;
    faults.add({.direction = sim::Direction::down, .drop = Share{100}, .luck = Luck(1)});
    EXPECT_EQ(pass(faults, "abc"), "abc");
    EXPECT_EQ(pass(faults, "abc", sim::Direction::down), "");
}

TEST(OctetFaults, DropAndChangeAsManyAsTheySayOnAverage) {
    std::size_t hits = 0;
    OctetFaults faults;
    faults.add(
        {.noise = Share{10}, .drop = Share{5}, .luck = Luck(7), .on_hit = [&](std::size_t octets) {
             hits += octets;
         }});
    const std::string clean(10000, 'x');
    const std::string passed = pass(faults, clean);
    // 10000 draws at 5 % and at 10 % of the rest: more than five deviations wide.
    EXPECT_NEAR(static_cast<double>(clean.size() - passed.size()), 500, 120);
    const auto changed =
        passed.size() - static_cast<std::size_t>(std::count(passed.begin(), passed.end(), 'x'));
    EXPECT_NEAR(static_cast<double>(changed), 950, 150);
    EXPECT_EQ(hits, changed + clean.size() - passed.size());
}

TEST(OctetFaults, HitTheSameOctetsWhateverTheChunks) {
    const auto passed = [](std::size_t chunk) {
        OctetFaults faults;
        faults.add({.noise = Share{20}, .drop = Share{20}, .luck = Luck(3)});
        std::string out;
        const std::string text(500, 'x');
        for (std::size_t at = 0; at < text.size(); at += chunk) {
            out += pass(faults, text.substr(at, chunk));
        }
        return out;
    };
    EXPECT_EQ(passed(500), passed(1));
    EXPECT_EQ(passed(500), passed(7));
}

TEST(OctetFaults, AreOverOnceTheyAreRemoved) {
    OctetFaults faults;
    const auto id = faults.add({.drop = Share{100}, .luck = Luck(1)});
    EXPECT_EQ(pass(faults, "abc"), "");
    faults.remove(id);
    EXPECT_TRUE(faults.empty());
    EXPECT_EQ(pass(faults, "abc"), "abc");
}

// --- PacedOctets --------------------------------------------------------------------------------

class PacedOctetsTest : public testing::Test {
protected:
    ManualTimers timers;
    std::string passed;
    PacedOctets octets{timers, [this](ByteView bytes) { passed += to_text(bytes); }};
};

TEST_F(PacedOctetsTest, PassAtOnceWithoutASpeed) {
    octets.add(as_bytes("abc"));
    EXPECT_EQ(passed, "abc");
}

TEST_F(PacedOctetsTest, TakeTheTimeOfTenBitsEach) {
    octets.set_speed(9600);
    octets.add(as_bytes(std::string(960, 'x')));
    timers.advance(500ms);
    EXPECT_NEAR(static_cast<double>(passed.size()), 480, 5);
    EXPECT_EQ(octets.waiting(), 960 - passed.size());
    timers.advance(501ms);
    EXPECT_EQ(passed.size(), 960U);
    EXPECT_EQ(octets.waiting(), 0U);
}

TEST_F(PacedOctetsTest, WaitOctetByOctetWhereTheLineIsSlow) {
    octets.set_speed(10);
    octets.add(as_bytes("ab"));
    timers.advance(999ms);
    EXPECT_EQ(passed, "");
    timers.advance(1ms);
    EXPECT_EQ(passed, "a");
}

TEST_F(PacedOctetsTest, PassAllThatWaitsWhenThePaceIsLifted) {
    octets.set_speed(300);
    octets.add(as_bytes("abc"));
    octets.set_speed(std::nullopt);
    EXPECT_EQ(passed, "abc");
    EXPECT_FALSE(timers.next());
}

TEST_F(PacedOctetsTest, ForgetWhatWaits) {
    octets.set_speed(300);
    octets.add(as_bytes("abc"));
    octets.clear();
    timers.advance(10s);
    EXPECT_EQ(passed, "");
}

// --- LineLog ------------------------------------------------------------------------------------

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

class LineLogTest : public testing::Test {
protected:
    LineLogTest() { std::filesystem::create_directories(folder); }
    ~LineLogTest() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("line_log." + std::to_string(getpid()));
    std::filesystem::path file = folder / "console.line.log";
};

TEST_F(LineLogTest, HoldsEachEntryAsSoonAsItHasHappened) {
    LineLog log(file, {8192});
    log.note(Instant(1s), "open: /dev/x");
    log.in(Instant(1500ms), as_bytes(std::string_view("a\"\\\r\n\0\xff", 7)));
    log.out(Instant(2s), as_bytes("status\r"));
    EXPECT_EQ(text_of(file),
              "1.000000 * open: /dev/x\n"
              "1.500000 < \"a\\\"\\\\\\r\\n\\x00\\xff\"\n"
              "2.000000 > \"status\\r\"\n");
}

TEST_F(LineLogTest, KeepsTheLatestWithinItsLimit) {
    LineLog log(file, {8192});
    for (int i = 0; i < 1000; ++i) log.in(Instant(std::chrono::seconds(i)), as_bytes("0123456789"));
    const std::string all = text_of(file.string() + ".1") + text_of(file);
    EXPECT_LE(all.size(), 8192U);
    EXPECT_GE(all.size(), 4096U);
    EXPECT_THAT(all, HasSubstr("999.000000 <"));
}

TEST_F(LineLogTest, SaysThatItCannotBeMade) {
    EXPECT_THROW(LineLog("/proc/none/x.log", {8192}), EnvironmentError);
}

// --- LinePattern --------------------------------------------------------------------------------

LinePattern pattern(const std::string& text) {
    std::string why;
    auto parsed = LinePattern::parse(text, why);
    EXPECT_EQ(why, "");
    return parsed.value();
}

TEST(LinePattern, IsLookedForAnywhereAndNamesWhatItFinds) {
    const LinePattern boot =
        pattern(R"(^\*\*\* (?<fw>\S+) (?<version>\S+) .*reset=(?<cause>\w+)(?<more>!)?)");
    EXPECT_THAT(boot.names, ElementsAre("fw", "version", "cause", "more"));
    EXPECT_EQ(boot.match("*** node 1.2 id=7 reset=pin ok"),
              (LinePattern::Match{{"fw", "node"}, {"version", "1.2"}, {"cause", "pin"}}));
    EXPECT_FALSE(boot.match("hello"));
    EXPECT_TRUE(pattern("OK").match("well, OK then"));
}

TEST(LinePattern, DoesNotMatchWhatWouldTakeForEver) {
    EXPECT_FALSE(pattern("(a*)*(b|a)*(a+)+$").match(std::string(4000, 'a') + "!"));
}

TEST(LinePattern, SaysWhyATextIsNone) {
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<LinePattern>::read(scalar("(x"), mistakes));
    EXPECT_FALSE(ValueType<LinePattern>::read(scalar(""), mistakes));
    EXPECT_THAT(texts(mistakes), ElementsAre(HasSubstr("'(x' is no regular expression: "),
                                             "expected a regular expression, got ''"));
}

}  // namespace
}  // namespace breakwire::devices
