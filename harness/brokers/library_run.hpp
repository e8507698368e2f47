#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

#include "harness/runner/scratch.hpp"

namespace breakwire::harness {

/// `breakwire COMMAND ARGUMENTS` in a folder of its own, from beginning to end, for tests.
struct LibraryRun {
    explicit LibraryRun(const std::string& arguments) : LibraryRun("run", arguments) {}
    LibraryRun(const std::string& command_name, const std::string& arguments) {
        const std::string command = "cd " + folder.path().string() + " && " BREAKWIRE_PROGRAM " " +
                                    command_name + ' ' + arguments + " 2>&1";
        std::FILE* const pipe = popen(command.c_str(), "r");
        std::array<char, 4096> buffer;
        while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
            out.append(buffer.data(), size);
        }
        exit_code = WEXITSTATUS(pclose(pipe));
    }

    ScratchFolder folder;
    std::string out;
    int exit_code = 0;
};

}  // namespace breakwire::harness
