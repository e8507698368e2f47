#pragma once

namespace breakwire {

/// Prints the broken promise and aborts: the worker dies, the run reports our bug (exit code 70).
[[noreturn]] void invariant_broken(const char* promise, const char* file, int line);

}  // namespace breakwire

/// A promise of this code to itself, checked in every build. Never for a peer's or a user's
/// mistake.
#define BREAKWIRE_INVARIANT(promise) \
    ((promise) ? void() : ::breakwire::invariant_broken(#promise, __FILE__, __LINE__))
