#pragma once

#include <cstdint>

#include "sim/base/luck.hpp"

namespace breakwire::sim {

/// While one lives, what OpenSSL draws on this thread is a function of `luck` and of how much has
/// been drawn before, so that a seed gives the same keys, and on the wire the same octets, again.
///
/// Everybody else in the process goes on with OpenSSL's own generator. They do not nest. What is
/// sealed like this is no secret: for certificates and connections of tests alone.
class RepeatableRandomness {
public:
    /// Both are borrowed; `drawn` counts the draws of their owner, from 0.
    RepeatableRandomness(const Luck& luck, std::uint64_t& drawn);
    ~RepeatableRandomness();
    RepeatableRandomness(const RepeatableRandomness&) = delete;
    RepeatableRandomness& operator=(const RepeatableRandomness&) = delete;
};

}  // namespace breakwire::sim
