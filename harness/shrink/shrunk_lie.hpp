#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/runner/worker.hpp"
#include "scenarios/language/load.hpp"
#include "scenarios/shrink/parts.hpp"

namespace breakwire::harness {

/// A broker that tells one of the shipped lies, found by a campaign and shrunk: the program itself,
/// on a real broker. The parameter is the name of the lie.
class ShrunkLie : public testing::TestWithParam<const char*> {
protected:
    /// Returns the exit code; keeps what was written.
    int breakwire(const std::string& arguments) {
        const std::string command =
            "cd " + folder.path().string() + " && " BREAKWIRE_PROGRAM " " + arguments + " 2>&1";
        std::FILE* const pipe = popen(command.c_str(), "r");
        std::array<char, 4096> buffer;
        out.clear();
        while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
            out.append(buffer.data(), size);
        }
        return WEXITSTATUS(pclose(pipe));
    }

    /// The folder of the first run that failed.
    std::string failed_run() const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (entry.path().filename() == result_file) return entry.path().parent_path().string();
        }
        return "";
    }

    /// Finds the lie by a campaign, shrinks it, and looks at what is left.
    void find_and_shrink(const std::string& lie) {
        ASSERT_EQ(breakwire("campaign campaigns/storm campaigns/packet_faults "
                            "campaigns/broker_restarts -j 2 -x --seeds 1..60 --output found "
                            "--lie " +
                            lie),
                  1)
            << out;
        ASSERT_EQ(breakwire("shrink '" + failed_run() + "' -o least.yaml -j 2"), 0) << out;
        Mistakes mistakes;
        const auto least = scenarios::load_node(folder.path() / "least.yaml", mistakes);
        ASSERT_TRUE(least) << out;
        const std::string text = read_text(folder.path() / "least.yaml");
        EXPECT_LE(scenarios::device_count(*least), 3U) << text;
        EXPECT_LE(scenarios::faults_in(*least), 2U) << text;
        // It passes with the truth, or what is left is no trace of the lie.
        EXPECT_EQ(breakwire("run least.yaml --lie " + lie), 1) << out << text;
        EXPECT_EQ(breakwire("run least.yaml"), 0) << out << text;
    }

    ScratchFolder folder;
    std::string out;
};

inline std::string lie_name(const testing::TestParamInfo<const char*>& lie) {
    std::string name = lie.param;
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
}

}  // namespace breakwire::harness
