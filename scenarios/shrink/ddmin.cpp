#include "scenarios/shrink/ddmin.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace breakwire::scenarios {

namespace {

/// As equal as can be; `count` is at most as many as there are parts.
std::vector<Subset> split(const Subset& parts, std::size_t count) {
    std::vector<Subset> chunks;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t end = begin + (parts.size() - begin) / (count - i);
        chunks.emplace_back(parts.begin() + static_cast<std::ptrdiff_t>(begin),
                            parts.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    return chunks;
}

Subset without(const Subset& parts, const Subset& chunk) {
    Subset rest;
    std::set_difference(parts.begin(), parts.end(), chunk.begin(), chunk.end(),
                        std::back_inserter(rest));
    return rest;
}

/// Each chunk alone, and then all but each: of two chunks these are the same.
std::vector<Subset> candidates(const Subset& parts, const std::vector<Subset>& chunks) {
    std::vector<Subset> all = chunks;
    if (chunks.size() == 2) return all;
    for (const Subset& chunk : chunks) all.push_back(without(parts, chunk));
    return all;
}

}  // namespace

Subset ddmin(std::size_t count, const FirstThatHolds& first_that_holds) {
    Subset parts(count);
    std::iota(parts.begin(), parts.end(), std::size_t{0});
    if (count == 0 || first_that_holds({Subset{}})) return {};
    std::size_t pieces = 2;
    while (parts.size() >= 2) {
        const std::vector<Subset> tried = candidates(parts, split(parts, pieces));
        const auto found = first_that_holds(tried);
        if (found) {
            parts = tried[*found];
            const bool one_chunk = *found < pieces;
            pieces = one_chunk ? 2 : std::max<std::size_t>(pieces - 1, 2);
        } else if (pieces < parts.size()) {
            pieces = std::min(2 * pieces, parts.size());
        } else {
            break;
        }
        pieces = std::min(pieces, parts.size());
    }
    return parts;
}

}  // namespace breakwire::scenarios
