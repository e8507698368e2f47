#include "sim/base/write_all.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace breakwire {
namespace {

TEST(WriteAll, WritesEverything) {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    EXPECT_TRUE(write_all(ends[1], "plant/1"));
    close(ends[1]);
    std::string read(16, '\0');
    read.resize(static_cast<std::size_t>(::read(ends[0], read.data(), read.size())));
    close(ends[0]);
    EXPECT_EQ(read, "plant/1");
}

TEST(WriteAll, TellsThatTheDiskIsFull) {
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    EXPECT_FALSE(write_all(full, "plant/1"));
    EXPECT_EQ(errno, ENOSPC);
    close(full);
}

}  // namespace
}  // namespace breakwire
