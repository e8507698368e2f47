#include "harness/cli/watched_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/loading.hpp"
#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct WatchedFiles : testing::Test {
    static Files files_in(const fs::path& scenario) {
        return files_of(*load_or_tell({scenario.string()}).at(0).scenario);
    }
    Plan plan() const {
        Plan plan;
        for (const char* name : {"one", "two"}) {
            const std::string file = (files.folder() / (std::string(name) + ".yaml")).string();
            for (Case& each : multiply(load_or_tell({file}))) plan.cases.push_back(each);
        }
        return plan;
    }
    std::vector<std::string> left_after(const fs::path& change, const RunOptions& options) const {
        Plan all = plan();
        keep_concerned(all, {change}, options);
        std::vector<std::string> ids;
        for (const Case& each : all.cases) ids.push_back(each.id);
        return ids;
    }

    ToyFiles files;
    const fs::path one = files.scenario("one");
    const fs::path two = files.scenario("two");
};

TEST_F(WatchedFiles, AreAScenarioAndWhatItIncludes) {
    const fs::path shared = files.write("shared/_net.yaml", "links: {field: {delay: 5ms}}\n");
    const fs::path file = files.scenario("main", "include: shared/_net.yaml\n");
    EXPECT_THAT(files_in(file), UnorderedElementsAre(file, shared));
}

TEST_F(WatchedFiles, AreTheTablesOfItsDevices) {
    const fs::path table = files.write("well.csv", "level\n1\n2\n");
    const fs::path file = files.write("well.yaml",
                                      "scenario: a well\n"
                                      "mqtt: 3.1.1\n"
                                      "devices:\n"
                                      "  well:\n"
                                      "    model: sensor\n"
                                      "    publish:\n"
                                      "      - topic: well\n"
                                      "        every: 1s\n"
                                      "        value: {csv: {file: well.csv}}\n"
                                      "steps: [{start: well}]\n");
    EXPECT_THAT(files_in(file), UnorderedElementsAre(file, table));
}

TEST_F(WatchedFiles, OfAllCasesAreTheBrokerFileAndTheDeviations) {
    RunOptions options;
    options.broker_file = (files.folder() / "broker.yaml").string();
    options.deviations_file = files.write("known.yaml", "").string();
    EXPECT_THAT(files_of_all(options), SizeIs(2));
    options.no_deviations = true;
    EXPECT_THAT(files_of_all(options), ElementsAre(files.folder() / "broker.yaml"));
    options.broker_file = "mosquitto";
    options.bench_file = (files.folder() / "bench.yaml").string();
    EXPECT_THAT(files_of_all(options), ElementsAre(files.folder() / "bench.yaml"));
}

TEST_F(WatchedFiles, AreSoughtInAllFoldersButHiddenOnesAndThoseOfRuns) {
    files.scenario("below/three");
    files.scenario(".git/four");
    files.write("breakwire-runs/five/case.json", "");
    EXPECT_THAT(folders_of({files.folder().string()}),
                UnorderedElementsAre(files.folder(), files.folder() / "below"));
    EXPECT_THAT(folders_of({one.string()}), ElementsAre(files.folder()));
}

TEST_F(WatchedFiles, LeaveTheCasesThatAChangeConcerns) {
    RunOptions options;
    options.no_deviations = true;
    EXPECT_THAT(left_after(two, options), ElementsAre("two[3.1.1]"));
    EXPECT_THAT(left_after(files.folder() / "other", options), ElementsAre());
}

TEST_F(WatchedFiles, AreAllChangedWithTheirFolder) {
    RunOptions options;
    options.no_deviations = true;
    EXPECT_THAT(left_after(files.folder().parent_path(), options), SizeIs(2));
}

TEST_F(WatchedFiles, ConcernAllCasesIfTheyAreTheBrokersOwn) {
    RunOptions options;
    options.broker_file = (files.folder() / "broker.yaml").string();
    EXPECT_THAT(left_after(files.folder() / "broker.yaml", options), SizeIs(2));
}

}  // namespace
}  // namespace breakwire::harness
