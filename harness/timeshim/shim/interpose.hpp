#pragma once

#include <dlfcn.h>
#include <errno.h>

#include <atomic>

/// For the definitions that take the place of libc's.
#define BREAKWIRE_INTERPOSED extern "C" __attribute__((visibility("default")))

namespace breakwire::timeshim {

/// The definition of `name` that would be called if the shim were not loaded.
template <typename Function>
class Next {
public:
    constexpr explicit Next(const char* name) : name_(name) {}

    template <typename... Arguments>
    auto operator()(Arguments... arguments) {
        return get()(arguments...);
    }
    /// nullptr if no loaded library defines it.
    Function* get() {
        void* known = found_.load(std::memory_order_relaxed);
        if (known == nullptr) {
            known = dlsym(RTLD_NEXT, name_);
            found_.store(known, std::memory_order_relaxed);
        }
        return reinterpret_cast<Function*>(known);
    }

private:
    const char* name_;
    std::atomic<void*> found_{nullptr};
};

/// Turns the kernel's way of telling errors into libc's.
template <typename Result = int>
Result told(long result) {
    if (result < 0) {
        errno = static_cast<int>(-result);
        return -1;
    }
    return static_cast<Result>(result);
}

}  // namespace breakwire::timeshim
