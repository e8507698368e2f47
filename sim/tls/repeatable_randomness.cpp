#include "sim/tls/repeatable_randomness.hpp"

#include <openssl/rand.h>

#include "sim/base/invariant.hpp"

// A method for RAND is deprecated since OpenSSL 3.0 in favour of a provider, of which it would take
// some hundred lines; it is still asked before any other generator.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace breakwire::sim {
namespace {

struct Source {
    const Luck* luck = nullptr;
    std::uint64_t* drawn = nullptr;
};

thread_local Source source;

int draw(unsigned char* into, int size) {
    if (source.luck == nullptr) return RAND_OpenSSL()->bytes(into, size);
    for (int i = 0; i < size; ++i) {
        into[i] = static_cast<unsigned char>(source.luck->bits("octet", (*source.drawn)++));
    }
    return 1;
}

int status() { return RAND_OpenSSL()->status(); }

/// Stays in place until the process ends.
void take_the_place_of_openssl() {
    static const RAND_METHOD method{nullptr, draw, nullptr, nullptr, draw, status};
    static const int taken = RAND_set_rand_method(&method);
    BREAKWIRE_INVARIANT(taken == 1);
}

}  // namespace

RepeatableRandomness::RepeatableRandomness(const Luck& luck, std::uint64_t& drawn) {
    take_the_place_of_openssl();
    BREAKWIRE_INVARIANT(source.luck == nullptr);
    source = {&luck, &drawn};
}

RepeatableRandomness::~RepeatableRandomness() { source = {}; }

}  // namespace breakwire::sim

#pragma GCC diagnostic pop
