#include "reports/html/record_shelf.hpp"

namespace breakwire::reports {

void RecordShelf::add(const std::string& folder, bool passed, std::string packed) {
    Part& part = passed ? passed_ : others_;
    part.total += packed.size();
    part.by_size.emplace(packed.size(), folder);
    packed_[folder] = std::move(packed);
    const std::uint64_t limit = budget_.bytes * (passed ? 1 : generous);
    while (part.total > limit) drop_largest(part);
}

void RecordShelf::drop_largest(Part& part) {
    const auto largest = std::prev(part.by_size.end());
    part.total -= largest->first;
    packed_.erase(largest->second);
    part.by_size.erase(largest);
}

const std::string* RecordShelf::find(const std::string& folder) const {
    const auto found = packed_.find(folder);
    return found == packed_.end() ? nullptr : &found->second;
}

}  // namespace breakwire::reports
