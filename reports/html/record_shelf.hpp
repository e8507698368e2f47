#pragma once

#include <map>
#include <set>
#include <string>

#include "sim/base/units.hpp"

namespace breakwire::reports {

/// The packed records that go into a report, within limits: a report should open at once, whatever
/// was run.
///
/// Records of cases that passed share `budget` octets, all others `generous` times as much: they
/// are what a report is read for. Where the space does not suffice, the smallest are kept, so that
/// as many cases as possible have theirs.
class RecordShelf {
public:
    static constexpr std::uint64_t generous = 10;

    explicit RecordShelf(DataSize budget) : budget_(budget) {}

    /// `folder` is the case's run folder, which no other case has.
    void add(const std::string& folder, bool passed, std::string packed);

    /// Null if the record was not added or had no place.
    const std::string* find(const std::string& folder) const;

private:
    struct Part {
        std::set<std::pair<std::size_t, std::string>> by_size{};
        std::uint64_t total = 0;
    };

    void drop_largest(Part& part);

    DataSize budget_;
    Part passed_;
    Part others_;
    std::map<std::string, std::string> packed_;
};

}  // namespace breakwire::reports
