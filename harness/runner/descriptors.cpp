#include "harness/runner/descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

namespace breakwire::harness {

void close_all_but(std::vector<int> kept) {
    std::sort(kept.begin(), kept.end());
    unsigned next = STDERR_FILENO + 1;
    for (const int descriptor : kept) {
        const auto number = static_cast<unsigned>(descriptor);
        if (number > next) close_range(next, number - 1, 0);
        next = std::max(next, number + 1);
    }
    close_range(next, std::numeric_limits<unsigned>::max(), 0);
}

void point_at_nothing(std::initializer_list<int> descriptors) {
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) return;
    for (const int descriptor : descriptors) dup2(nothing, descriptor);
    if (nothing > STDERR_FILENO) close(nothing);
}

}  // namespace breakwire::harness
