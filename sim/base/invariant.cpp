#include "sim/base/invariant.hpp"

#include <cstdio>
#include <cstdlib>

namespace breakwire {

void invariant_broken(const char* promise, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: internal error: broken invariant: %s\n", file, line, promise);
    std::abort();
}

}  // namespace breakwire
