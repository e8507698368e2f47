#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"

namespace breakwire::timeshim {
namespace {

/// The environment that hands the leader on to the program which takes this one's place: "env node"
/// is led as "node" is. While it lives exec keeps our descriptors open.
class HandedOn {
public:
    explicit HandedOn(char* const* environment) {
        keep_on_exec(true);
        const std::size_t count = size_of(environment);
        entries_ = static_cast<char**>(malloc((count + 3) * sizeof(char*)));
        if (entries_ == nullptr) cannot_lead("no memory to execute another program with");
        memcpy(entries_, environment, count * sizeof(char*));
        name_ours(block_entry_, control_entry_, sizeof block_entry_);
        entries_[count] = block_entry_;
        entries_[count + 1] = control_entry_;
        entries_[count + 2] = nullptr;
    }
    ~HandedOn() {
        free(entries_);
        keep_on_exec(false);
    }
    HandedOn(const HandedOn&) = delete;
    HandedOn& operator=(const HandedOn&) = delete;

    char* const* environment() const { return entries_; }

private:
    static std::size_t size_of(char* const* environment) {
        std::size_t size = 0;
        while (environment[size] != nullptr) ++size;
        return size;
    }

    char block_entry_[64];
    char control_entry_[64];
    char** entries_;
};

/// Whether a program with this environment is to be led: without the shim it would never report.
bool is_led_on(char* const* environment) {
    if (owner() == nullptr || environment == nullptr) return false;
    for (; *environment != nullptr; ++environment) {
        if (strncmp(*environment, "LD_PRELOAD=", 11) == 0) return true;
    }
    return false;
}

constinit Next<int(const char*, char* const*, char* const*)> next_execve("execve");
constinit Next<int(const char*, char* const*, char* const*)> next_execvpe("execvpe");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int execve(const char* path, char* const arguments[],
                                char* const environment[]) noexcept {
    if (!is_led_on(environment)) return next_execve(path, arguments, environment);
    const HandedOn handed_on(environment);
    return next_execve(path, arguments, handed_on.environment());
}

BREAKWIRE_INTERPOSED int execvpe(const char* name, char* const arguments[],
                                 char* const environment[]) noexcept {
    if (!is_led_on(environment)) return next_execvpe(name, arguments, environment);
    const HandedOn handed_on(environment);
    return next_execvpe(name, arguments, handed_on.environment());
}

BREAKWIRE_INTERPOSED int execv(const char* path, char* const arguments[]) noexcept {
    return execve(path, arguments, environ);
}

BREAKWIRE_INTERPOSED int execvp(const char* name, char* const arguments[]) noexcept {
    return execvpe(name, arguments, environ);
}

/// POSIX allows vfork() to be fork(). As itself it would let the child, which has no leader, change
/// what the shim knows of the parent's descriptors.
BREAKWIRE_INTERPOSED pid_t vfork() noexcept { return fork(); }
