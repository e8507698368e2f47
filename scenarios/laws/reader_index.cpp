#include "scenarios/laws/reader_index.hpp"

#include "sim/mqtt/topic_rules.hpp"

namespace breakwire::scenarios {

void ReaderIndex::add(const TopicFilter& filter, sim::ConnectionId id) {
    auto& side = mqtt::has_wildcard(filter.text()) ? wild_ : exact_;
    side[filter.text()].insert(id);
    filters_of_[id].insert(filter.text());
}

void ReaderIndex::remove(sim::ConnectionId id) {
    const auto filters = filters_of_.extract(id);
    if (filters.empty()) return;
    for (const std::string& text : filters.mapped()) {
        auto& side = mqtt::has_wildcard(text) ? wild_ : exact_;
        const auto it = side.find(text);
        it->second.erase(id);
        if (it->second.empty()) side.erase(it);
    }
}

ReaderIndex::Ids ReaderIndex::candidates(const std::string& topic) const {
    Ids found;
    if (const auto it = exact_.find(topic); it != exact_.end()) found = it->second;
    for (const auto& [text, ids] : wild_) {
        const auto filter = TopicFilter::parse(text);
        if (filter && filter->matches(topic)) found.insert(ids.begin(), ids.end());
    }
    return found;
}

}  // namespace breakwire::scenarios
