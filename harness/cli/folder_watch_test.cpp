#include "harness/cli/folder_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <fstream>

#include "harness/runner/scratch.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

struct FolderWatchTest : testing::Test {
    fs::path file(const std::string& name) const { return folder / name; }
    static void write(const fs::path& path) { std::ofstream(path) << "text"; }

    ScratchFolder scratch;
    fs::path folder = scratch.path() / "watched";
    const bool made = fs::create_directory(folder);
    FolderWatch watch;
};

TEST_F(FolderWatchTest, TellsOfAFileOnceItHasBeenWritten) {
    watch.add(folder);
    std::ofstream out(file("a.yaml"));
    out << "half of it" << std::flush;
    EXPECT_THAT(watch.changes(), IsEmpty());
    out.close();
    EXPECT_THAT(watch.changes(), ElementsAre(file("a.yaml")));
    EXPECT_THAT(watch.changes(), IsEmpty());
}

TEST_F(FolderWatchTest, TellsOfAFileThatTakesThePlaceOfAnother) {
    write(file("a.yaml"));
    write(scratch.path() / "new");
    watch.add(folder);
    fs::rename(scratch.path() / "new", file("a.yaml"));
    EXPECT_THAT(watch.changes(), ElementsAre(file("a.yaml")));
}

TEST_F(FolderWatchTest, TellsOfWhatIsGone) {
    write(file("a.yaml"));
    watch.add(folder);
    fs::remove(file("a.yaml"));
    EXPECT_THAT(watch.changes(), ElementsAre(file("a.yaml")));
}

TEST_F(FolderWatchTest, TellsOfANewFolder) {
    watch.add(folder);
    fs::create_directory(file("more"));
    EXPECT_THAT(watch.changes(), ElementsAre(file("more")));
}

TEST_F(FolderWatchTest, KnowsAFolderThatIsWatchedAlready) {
    EXPECT_TRUE(watch.add(folder));
    EXPECT_FALSE(watch.add(folder));
}

TEST_F(FolderWatchTest, TakesAFolderAgainThatWasMadeAnew) {
    watch.add(folder);
    fs::remove(folder);
    watch.changes();
    fs::create_directory(folder);
    EXPECT_TRUE(watch.add(folder));
    write(file("a.yaml"));
    EXPECT_THAT(watch.changes(), ElementsAre(file("a.yaml")));
}

TEST_F(FolderWatchTest, HasADescriptorThatCanBeReadAfterAChange) {
    watch.add(folder);
    pollfd polled{watch.descriptor(), POLLIN, 0};
    EXPECT_EQ(poll(&polled, 1, 0), 0);
    write(file("a.yaml"));
    EXPECT_EQ(poll(&polled, 1, 0), 1);
}

TEST_F(FolderWatchTest, RefusesWhatIsNoFolder) {
    EXPECT_THROW(watch.add(file("nowhere")), EnvironmentError);
}

}  // namespace
}  // namespace breakwire::harness
