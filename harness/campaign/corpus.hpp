#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace breakwire::harness {

/// A schedule of faults: the one that a seed draws, changed by mutations one after the other.
struct Lineage {
    std::uint64_t seed = 0;
    std::vector<std::uint64_t> mutations{};

    std::string text() const;  ///< "17+4+981", as the names of cases have it
    /// Its number in a guided campaign: its last mutation, or its seed if there is none.
    std::uint64_t ordinal() const { return mutations.empty() ? seed : mutations.back(); }
};

/// The schedules of a campaign that have shown something new, and what to try next: now and then a
/// fresh seed, else one of them with a mutation more. Those that showed much and were tried little
/// are chosen more often.
class Corpus {
public:
    /// A run of this lineage has reached these states of the protocol. Returns those that were not
    /// reached by any run before.
    std::vector<std::uint32_t> add(const Lineage& lineage,
                                   const std::vector<std::uint32_t>& states);

    /// What the run of this number tries, given what was added so far.
    Lineage choose(std::uint64_t ordinal) const;

    std::size_t states() const { return reached_.size(); }

private:
    struct Entry {
        Lineage lineage;
        std::size_t shown = 0;  ///< states that were new
        std::size_t tried = 0;  ///< mutations of it
        double promise() const {
            return static_cast<double>(shown) / static_cast<double>(1 + tried);
        }
    };

    std::vector<Entry> entries_;
    std::map<std::string, std::size_t> places_;  ///< of `entries_`, by lineage
    std::unordered_set<std::uint32_t> reached_;
};

}  // namespace breakwire::harness
