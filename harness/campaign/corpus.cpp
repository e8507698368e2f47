#include "harness/campaign/corpus.hpp"

#include <fmt/format.h>

#include "sim/base/luck.hpp"

namespace breakwire::harness {

namespace {

/// One run in so many has a fresh seed, for what no mutation leads to.
constexpr std::uint64_t one_fresh_in = 4;
/// So many are drawn, and the most promising of them is taken.
constexpr std::uint64_t most_candidates = 4;
/// A schedule is not changed more often than this: people have to be able to follow.
constexpr std::size_t most_mutations = 8;

}  // namespace

std::string Lineage::text() const {
    std::string out = std::to_string(seed);
    for (const std::uint64_t mutation : mutations) out += fmt::format("+{}", mutation);
    return out;
}

std::vector<std::uint32_t> Corpus::add(const Lineage& lineage,
                                       const std::vector<std::uint32_t>& states) {
    if (!lineage.mutations.empty()) {
        Lineage parent = lineage;
        parent.mutations.pop_back();
        const auto known = places_.find(parent.text());
        if (known != places_.end()) ++entries_[known->second].tried;
    }
    std::vector<std::uint32_t> fresh;
    for (const std::uint32_t state : states) {
        if (reached_.insert(state).second) fresh.push_back(state);
    }
    if (fresh.empty()) return fresh;
    if (places_.emplace(lineage.text(), entries_.size()).second) {
        entries_.push_back({lineage, fresh.size()});
    }
    return fresh;
}

Lineage Corpus::choose(std::uint64_t ordinal) const {
    const Luck luck = Luck(ordinal).of("corpus");
    if (entries_.empty() || luck.bits("fresh", 0) % one_fresh_in == 0) return {ordinal};
    const Entry* best = nullptr;
    for (std::uint64_t i = 0; i < most_candidates; ++i) {
        const Entry& one = entries_[luck.bits("candidate", i) % entries_.size()];
        if (one.lineage.mutations.size() == most_mutations) continue;
        if (best == nullptr || one.promise() > best->promise()) best = &one;
    }
    if (best == nullptr) return {ordinal};
    Lineage next = best->lineage;
    next.mutations.push_back(ordinal);
    return next;
}

}  // namespace breakwire::harness
