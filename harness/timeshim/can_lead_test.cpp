#include "harness/timeshim/can_lead.hpp"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <fstream>

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Optional;

/// A folder for copies of programs, gone with this object.
class CanLead : public testing::Test {
protected:
    CanLead()
        : folder_(fs::temp_directory_path() / ("breakwire-lead-" + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~CanLead() override { fs::remove_all(folder_); }

    fs::path copy_of(const fs::path& program) const {
        const fs::path copy = folder_ / program.filename();
        fs::copy_file(program, copy);
        return copy;
    }
    fs::path script(const std::string& first_line) const {
        const fs::path path = folder_ / "script";
        std::ofstream(path) << first_line << '\n';
        fs::permissions(path, fs::perms::owner_all);
        return path;
    }
    /// A copy of the program that can be led, with other octets at one place.
    fs::path changed(std::size_t offset, const std::string& octets) const {
        const fs::path copy = copy_of(BREAKWIRE_LED_PROGRAM);
        std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(offset));
        file << octets;
        return copy;
    }

private:
    fs::path folder_;
};

TEST_F(CanLead, LeadsAnOrdinaryProgram) { EXPECT_EQ(why_not(BREAKWIRE_LED_PROGRAM), std::nullopt); }

TEST_F(CanLead, LeadsAScriptWhoseInterpreterItLeads) {
    EXPECT_EQ(why_not(script("#!/bin/sh")), std::nullopt);
    EXPECT_EQ(why_not(script("#! /bin/sh -e")), std::nullopt);
    EXPECT_EQ(why_not(script("#!/usr/bin/env -S sh -e")), std::nullopt);
    if (fs::exists("/usr/bin/python3")) {
        EXPECT_EQ(why_not(script("#!/usr/bin/python3")), std::nullopt);
    }
}

TEST_F(CanLead, LeadsNoScriptWhoseInterpreterItDoesNot) {
    EXPECT_THAT(
        why_not(script("#!" BREAKWIRE_STATIC_PROGRAM)),
        Optional(HasSubstr("its interpreter, " BREAKWIRE_STATIC_PROGRAM ", is statically linked")));
    EXPECT_THAT(why_not(script("#!/usr/bin/env no-such-program")),
                Optional(HasSubstr("no-such-program, is not there")));
    const fs::path itself = script("#!/nowhere");
    script("#!" + itself.string());
    EXPECT_THAT(why_not(itself), Optional(HasSubstr("without end")));
}

TEST_F(CanLead, NeedsAProgram) {
    EXPECT_THAT(why_not("/no/such/program"), Optional(HasSubstr("is not there")));
    EXPECT_THAT(why_not("/usr/bin"), Optional(HasSubstr("is no file")));
    const fs::path text = script("hello");
    EXPECT_THAT(why_not(text), Optional(HasSubstr("neither a program nor a script")));
    fs::permissions(text, fs::perms::owner_read);
    EXPECT_THAT(why_not(text), Optional(HasSubstr("is not executable")));
}

TEST_F(CanLead, NeedsALoader) {
    EXPECT_THAT(why_not(BREAKWIRE_STATIC_PROGRAM), Optional(HasSubstr("is statically linked")));
}

TEST_F(CanLead, NeedsTheLoaderToBringInTheShim) {
    const fs::path copy = copy_of(BREAKWIRE_LED_PROGRAM);
    fs::permissions(copy, fs::perms::set_uid, fs::perm_options::add);
    EXPECT_THAT(why_not(copy), Optional(HasSubstr("is setuid")));
    fs::permissions(copy, fs::perms::set_uid, fs::perm_options::remove);
    fs::permissions(copy, fs::perms::set_gid, fs::perm_options::add);
    EXPECT_THAT(why_not(copy), Optional(HasSubstr("is setgid")));
}

TEST_F(CanLead, NeedsAProgramWithoutCapabilities) {
    const fs::path copy = copy_of(BREAKWIRE_LED_PROGRAM);
    vfs_cap_data capabilities{};
    capabilities.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE;
    capabilities.data[0].permitted = 1U << CAP_NET_BIND_SERVICE;
    const int failure =
        setxattr(copy.c_str(), "security.capability", &capabilities, XATTR_CAPS_SZ_2, 0);
    if (failure != 0) GTEST_SKIP() << "this user, or this file system, cannot give any";
    EXPECT_THAT(why_not(copy), Optional(HasSubstr("has file capabilities")));
}

TEST_F(CanLead, LeadsNoGo) {
    EXPECT_THAT(why_not(BREAKWIRE_GO_PROGRAM), Optional(HasSubstr("is written in Go")));
}

TEST_F(CanLead, LeadsNoOtherProcessor) {
    const fs::path arm = changed(offsetof(Elf64_Ehdr, e_machine), {'\xb7', '\0'});
    EXPECT_THAT(why_not(arm), Optional(HasSubstr("is for another processor")));
}

TEST_F(CanLead, LeadsNothingOf32Bits) {
    const fs::path small = changed(EI_CLASS, {ELFCLASS32});
    EXPECT_THAT(why_not(small), Optional(HasSubstr("neither a program")));
}

TEST_F(CanLead, IsNotMisledByADamagedFile) {
    const fs::path damaged =
        changed(offsetof(Elf64_Ehdr, e_shoff), {'\0', '\0', '\0', '\x7f', '\0', '\0', '\0', '\0'});
    EXPECT_THAT(why_not(damaged), Optional(HasSubstr("neither a program")));
}

TEST_F(CanLead, LeadsNothingThatWaitsPastTheShim) {
    EXPECT_THAT(why_not(BREAKWIRE_TIMER_PROGRAM),
                Optional(HasSubstr("uses timers of its own (timer_create)")));
}

}  // namespace
}  // namespace breakwire::harness
