#include "harness/brokers/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

std::string read_all(int pipe) {
    std::string text;
    char buffer[4096];
    for (;;) {
        const ssize_t count = ::read(pipe, buffer, sizeof buffer);
        if (count > 0) {
            text.append(buffer, static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            return text;
        }
    }
}

/// Starts the program with both of its outputs in the returned pipe.
int start(const std::filesystem::path& program, const std::vector<std::string>& arguments,
          pid_t& child) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw EnvironmentError("no pipe left");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);

    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int failure =
        posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failure != 0) {
        close(ends[0]);
        throw EnvironmentError("cannot run " + program.string() + ": " + std::strerror(failure));
    }
    return ends[0];
}

struct Ended {
    std::string output;
    int status = 0;  ///< as waitpid() gives it
};

Ended run_to_end(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
    pid_t child = 0;
    const int output = start(program, arguments, child);
    Ended ended{read_all(output)};
    close(output);
    while (waitpid(child, &ended.status, 0) < 0 && errno == EINTR) {
    }
    return ended;
}

}  // namespace

std::filesystem::path find_program(const std::string& name, const std::string& package) {
    std::string folders = name.find('/') == std::string::npos ? "" : ".";
    if (folders.empty()) {
        const char* path = std::getenv("PATH");
        folders = std::string(path != nullptr ? path : "/usr/bin:/bin") +
                  ":/usr/local/sbin:/usr/sbin:/sbin";
    }
    std::istringstream each(folders);
    for (std::string folder; std::getline(each, folder, ':');) {
        const std::filesystem::path candidate = std::filesystem::path(folder) / name;
        if (std::filesystem::is_regular_file(candidate) && access(candidate.c_str(), X_OK) == 0) {
            return std::filesystem::absolute(candidate);
        }
    }
    const std::string hint = package.empty() ? "" : "; Debian has it in the package " + package;
    throw EnvironmentError("there is no program '" + name + "'" + hint);
}

std::string first_line_of(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments) {
    const std::string text = run_to_end(program, arguments).output;
    return text.substr(0, text.find('\n'));
}

bool succeeds(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
    const int status = run_to_end(program, arguments).status;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace breakwire::harness
