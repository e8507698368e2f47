#include "harness/timeshim/can_lead.hpp"

#include <elf.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <vector>

#include "harness/brokers/program.hpp"
#include "harness/timeshim/elf_file.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;
using Reason = std::optional<std::string>;

/// What waits or keeps time in ways that the shim does not know.
struct Uncovered {
    const char* import;
    const char* what;
};
constexpr std::array uncovered{
    Uncovered{"timer_create", "timers of its own"},
    Uncovered{"timer_settime", "timers of its own"},
    Uncovered{"io_uring_setup", "io_uring"},
    Uncovered{"io_uring_queue_init", "io_uring"},
    Uncovered{"io_uring_queue_init_params", "io_uring"},
    Uncovered{"mq_timedreceive", "message queues with deadlines"},
    Uncovered{"mq_timedsend", "message queues with deadlines"},
    Uncovered{"semtimedop", "semaphores of System V with deadlines"},
    Uncovered{"aio_suspend", "asynchronous I/O of POSIX"},
    Uncovered{"pthread_mutex_timedlock", "locks with deadlines"},
    Uncovered{"pthread_mutex_clocklock", "locks with deadlines"},
    Uncovered{"pthread_rwlock_timedrdlock", "locks with deadlines"},
    Uncovered{"pthread_rwlock_timedwrlock", "locks with deadlines"},
    Uncovered{"pthread_rwlock_clockrdlock", "locks with deadlines"},
    Uncovered{"pthread_rwlock_clockwrlock", "locks with deadlines"},
    Uncovered{"pthread_timedjoin_np", "a wait for threads with a deadline"},
    Uncovered{"pthread_clockjoin_np", "a wait for threads with a deadline"},
    Uncovered{"cnd_timedwait", "threads of C11"},
    Uncovered{"mtx_timedlock", "threads of C11"},
    Uncovered{"thrd_sleep", "threads of C11"},
};

Reason why_not_at_depth(const fs::path& program, int depth);

/// The loader ignores LD_PRELOAD for a program that gains rights by being run.
Reason why_privileged(const fs::path& program) {
    struct stat about {};
    stat(program.c_str(), &about);
    if ((about.st_mode & S_ISUID) != 0) return "is setuid: the loader brings nothing into it";
    if ((about.st_mode & S_ISGID) != 0) return "is setgid: the loader brings nothing into it";
    if (getxattr(program.c_str(), "security.capability", nullptr, 0) > 0) {
        return "has file capabilities: the loader brings nothing into it";
    }
    return std::nullopt;
}

Reason why_not_imports(const ElfFile& elf) {
    for (const Uncovered& each : uncovered) {
        if (elf.imports.contains(each.import)) {
            return std::string("uses ") + each.what + " (" + each.import +
                   "), which do not know simulated time";
        }
    }
    return std::nullopt;
}

Reason why_not_elf(const ElfFile& elf) {
    if (elf.machine != EM_X86_64) return "is for another processor than x86-64";
    if (elf.sections.contains(".note.go.buildid") || elf.sections.contains(".go.buildinfo")) {
        return "is written in Go, which calls the kernel past the C library";
    }
    if (elf.interpreter.empty()) return "is statically linked: no loader brings the shim into it";
    if (fs::path(elf.interpreter).filename() != "ld-linux-x86-64.so.2") {
        return "is made for another C library than glibc: its loader is " + elf.interpreter;
    }
    return why_not_imports(elf);
}

/// The words after "#!" in the first line; none if the file is no script.
std::vector<std::string> interpreter_words(const fs::path& program) {
    std::ifstream file(program);
    std::string line;
    std::vector<std::string> words;
    std::getline(file, line);
    if (!line.starts_with("#!")) return words;
    std::istringstream rest(line.substr(2));
    for (std::string word; rest >> word;) words.push_back(word);
    return words;
}

/// "env [-S] [NAME=value...] program" stands for the program, wherever that is. A name alone if it
/// is nowhere.
fs::path real_interpreter(const std::vector<std::string>& words) {
    if (fs::path(words.front()).filename() != "env") return words.front();
    const auto found = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) {
        return !word.starts_with('-') && word.find('=') == std::string::npos;
    });
    if (found == words.end()) return words.front();
    try {
        return find_program(*found, "");
    } catch (const EnvironmentError&) {
        return *found;
    }
}

Reason why_not_script(const std::vector<std::string>& words, int depth) {
    if (words.empty()) return "is neither a program nor a script";
    // As many as the kernel follows.
    if (depth == 5) return "is a script of scripts without end";
    const fs::path interpreter = real_interpreter(words);
    const Reason reason = why_not_at_depth(interpreter, depth + 1);
    if (!reason) return std::nullopt;
    return "is a script: its interpreter, " + interpreter.string() + ", " + *reason;
}

Reason why_not_at_depth(const fs::path& program, int depth) {
    std::error_code failure;
    if (!fs::is_regular_file(program, failure)) return "is not there, or is no file";
    if (access(program.c_str(), X_OK) != 0) return "is not executable";
    if (Reason reason = why_privileged(program)) return reason;
    const auto elf = read_elf(program);
    return elf ? why_not_elf(*elf) : why_not_script(interpreter_words(program), depth);
}

}  // namespace

std::optional<std::string> why_not(const fs::path& program) { return why_not_at_depth(program, 0); }

}  // namespace breakwire::harness
