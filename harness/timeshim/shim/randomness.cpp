#include "harness/timeshim/shim/randomness.hpp"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"

namespace breakwire::timeshim {
namespace {

constinit std::atomic<std::uint64_t> state{0};

/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Its state
/// is a counter, so threads can share it.
std::uint64_t next_number() {
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state.fetch_add(golden) + golden;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

/// Below `bound`, all equally likely: numbers that would favour the small ones are drawn again.
std::uint32_t next_below(std::uint32_t bound) {
    if (bound < 2) return 0;
    const std::uint32_t favoured = -bound % bound;
    for (;;) {
        const auto number = static_cast<std::uint32_t>(next_number());
        if (number >= favoured) return number % bound;
    }
}

constinit Next<ssize_t(void*, size_t, unsigned)> next_getrandom("getrandom");
constinit Next<int(void*, size_t)> next_getentropy("getentropy");
constinit Next<std::uint32_t()> next_arc4random("arc4random");
constinit Next<void(void*, size_t)> next_arc4random_buf("arc4random_buf");
constinit Next<std::uint32_t(std::uint32_t)> next_arc4random_uniform("arc4random_uniform");
constinit Next<int(unsigned char*, int)> next_rand_bytes("RAND_bytes");
constinit Next<int(unsigned char*, int)> next_rand_priv_bytes("RAND_priv_bytes");

/// For one of OpenSSL's functions. Where a program has loaded OpenSSL for a part of itself alone,
/// as Python does, it still calls this, and OpenSSL's own cannot be found from here.
int draw(Next<int(unsigned char*, int)>& next, unsigned char* buffer, int size) {
    if (led() == nullptr && next.get() != nullptr) return next(buffer, size);
    if (size < 0) return 0;
    return getrandom(buffer, static_cast<std::size_t>(size), 0) == size ? 1 : 0;
}

}  // namespace

void seed_randomness(std::uint64_t seed) { state.store(seed); }

void fill_randomly(void* buffer, std::size_t size) {
    auto* to = static_cast<unsigned char*>(buffer);
    while (size > 0) {
        const std::uint64_t number = next_number();
        const std::size_t part = std::min(size, sizeof number);
        memcpy(to, &number, part);
        to += part;
        size -= part;
    }
}

}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED ssize_t getrandom(void* buffer, size_t size, unsigned flags) {
    if (led() == nullptr) return next_getrandom(buffer, size, flags);
    fill_randomly(buffer, size);
    return static_cast<ssize_t>(size);
}

BREAKWIRE_INTERPOSED int getentropy(void* buffer, size_t size) {
    if (led() == nullptr) return next_getentropy(buffer, size);
    if (size > 256) return told(-EIO);
    fill_randomly(buffer, size);
    return 0;
}

BREAKWIRE_INTERPOSED std::uint32_t arc4random() noexcept {
    if (led() == nullptr) return next_arc4random();
    return static_cast<std::uint32_t>(next_number());
}

BREAKWIRE_INTERPOSED void arc4random_buf(void* buffer, size_t size) noexcept {
    if (led() == nullptr) return next_arc4random_buf(buffer, size);
    fill_randomly(buffer, size);
}

BREAKWIRE_INTERPOSED std::uint32_t arc4random_uniform(std::uint32_t bound) noexcept {
    if (led() == nullptr) return next_arc4random_uniform(bound);
    return next_below(bound);
}

// Of OpenSSL, whose own generators stir in the process's number. Returns 1 for success.
BREAKWIRE_INTERPOSED int rand_bytes(unsigned char*, int) __asm__("RAND_bytes");
BREAKWIRE_INTERPOSED int rand_priv_bytes(unsigned char*, int) __asm__("RAND_priv_bytes");

int rand_bytes(unsigned char* buffer, int size) { return draw(next_rand_bytes, buffer, size); }

int rand_priv_bytes(unsigned char* buffer, int size) {
    return draw(next_rand_priv_bytes, buffer, size);
}
