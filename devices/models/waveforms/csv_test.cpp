#include "devices/models/waveforms/csv.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

class CsvTest : public testing::Test {
protected:
    CsvTest() { std::filesystem::create_directories(folder_); }
    ~CsvTest() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& text) { std::ofstream(folder_ / "data.csv") << text; }

    /// `csv:` as a scenario in the same folder says it.
    Node node(std::vector<std::pair<std::string, Node>> settings = {}) {
        Node file = scalar("data.csv");
        file.at = {(folder_ / "scenario.yaml").string(), 3, 20};
        settings.emplace_back("file", file);
        return map({{"csv", map(settings)}});
    }
    /// At these seconds.
    std::vector<double> values_at(const Node& settings, const std::vector<Duration>& times) {
        Mistakes mistakes;
        const Signal signal = ValueType<Signal>::read(settings, mistakes).value();
        std::vector<double> out;
        Memo memo;
        for (const Duration& time : times) {
            out.push_back(signal.waveform->at({time, 0, Luck(7)}, memo));
        }
        return out;
    }
    std::vector<double> values(const Node& settings, std::uint64_t count) {
        Mistakes mistakes;
        const Signal signal = ValueType<Signal>::read(settings, mistakes).value();
        std::vector<double> out;
        Memo memo;
        for (std::uint64_t n = 0; n < count; ++n) {
            out.push_back(signal.waveform->at({Duration{}, n, Luck(7)}, memo));
        }
        return out;
    }
    std::string mistake() { return mistake(node()); }
    std::string mistake(const Node& settings) {
        Mistakes mistakes;
        ValueType<Signal>::read(settings, mistakes);
        std::string text = mistakes.found().at(0).what();
        const auto at = text.find(folder_.string());
        // The folder's name differs from run to run; what follows does not.
        for (auto hit = at; hit != std::string::npos; hit = text.find(folder_.string())) {
            text.erase(hit, folder_.string().size() + 1);
        }
        return text;
    }

private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("breakwire_csv_test_" + std::to_string(getpid()));
};

TEST_F(CsvTest, ReplaysTheNamedColumnAndBeginsAgain) {
    write("time, celsius\n0, 20.5\n1, 21\n\n2, 22\n");
    EXPECT_EQ(values(node({{"column", scalar("celsius")}}), 4),
              (std::vector<double>{20.5, 21, 22, 20.5}));
}

TEST_F(CsvTest, StaysAtTheLastRowIfItDoesNotRepeat) {
    write("celsius\n1\n2\n");
    EXPECT_EQ(values(node({{"repeat", scalar("false")}}), 4), (std::vector<double>{1, 2, 2, 2}));
}

TEST_F(CsvTest, ReplaysRowsAtTheirTimesFromAnyOrigin) {
    write("t,level\n100,1\n101.5,3\n104,8\n");
    const std::vector<Duration> times{0s, 1499ms, 1500ms, 3999ms, 4s, 5500ms};
    EXPECT_EQ(values_at(node({{"time", scalar("t")}}), times),
              (std::vector<double>{1, 1, 3, 3, 1, 3}));
    EXPECT_EQ(values_at(node({{"time", scalar("t")}, {"repeat", scalar("false")}}), times),
              (std::vector<double>{1, 1, 3, 3, 8, 8}));
    EXPECT_EQ(
        values_at(node({{"time", scalar("t")}, {"interpolate", scalar("true")}}), {750ms, 2750ms}),
        (std::vector<double>{2, 5.5}));
}

TEST_F(CsvTest, RefusesTimesThatDoNotRise) {
    write("t,level\n0,1\n1,3\n1,8\n");
    EXPECT_EQ(mistake(node({{"time", scalar("t")}})),
              "a.yaml:1:1: error: time does not rise from row 2 to the next");
    EXPECT_EQ(mistake(node({{"time", scalar("tt")}})),
              "a.yaml:1:1: error: time 'tt' is not in the file; did you mean 't'?");
    EXPECT_EQ(mistake(node({{"interpolate", scalar("true")}})),
              "a.yaml:1:1: error: interpolate needs a time");
    write("t\n0\n1\n");
    EXPECT_EQ(mistake(node({{"time", scalar("t")}})), "a.yaml:1:1: error: time is the only column");
}

TEST_F(CsvTest, SaysWhereTheMissingFileWasNamed) {
    EXPECT_EQ(mistake(), "scenario.yaml:3:20: error: cannot read 'data.csv'");
}

TEST_F(CsvTest, NamesTheLineThatHoldsNoNumber) {
    write("celsius\n1\nhot\n");
    EXPECT_EQ(mistake(),
              "scenario.yaml:3:20: error: 'data.csv' line 3 has 'hot', which is no number");
}

TEST_F(CsvTest, NamesTheLineOfAnotherLength) {
    write("a,b\n1\n");
    EXPECT_EQ(mistake(),
              "scenario.yaml:3:20: error: 'data.csv' line 2 has 1 cells, the first line has 2");
}

TEST_F(CsvTest, RefusesAFileWithoutNumbers) {
    write("celsius\n");
    EXPECT_EQ(mistake(), "scenario.yaml:3:20: error: 'data.csv' has no line of numbers");
}

TEST_F(CsvTest, SuggestsTheColumnThatWasMeant) {
    write("time,celsius\n0,1\n");
    EXPECT_EQ(mistake(node({{"column", scalar("celcius")}})),
              "a.yaml:1:1: error: column 'celcius' is not in the file; did you mean 'celsius'?");
}

}  // namespace
}  // namespace breakwire::devices
