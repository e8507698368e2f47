#include "harness/runner/one_processor.hpp"

#include <sched.h>

#include <vector>

namespace breakwire::harness {

void stay_on_one_processor(std::size_t lane) {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    std::vector<std::size_t> processors;
    for (std::size_t each = 0; each < CPU_SETSIZE; ++each) {
        if (CPU_ISSET(each, &allowed)) processors.push_back(each);
    }
    if (processors.empty()) return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(processors[lane % processors.size()], &one);
    sched_setaffinity(0, sizeof one, &one);
}

}  // namespace breakwire::harness
