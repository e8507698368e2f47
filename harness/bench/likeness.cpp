#include "harness/bench/likeness.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/base/value_type.hpp"

namespace breakwire::harness {

namespace {

constexpr std::array<const char*, 4> merged_by_entry{"lines", "power", "expect", "tags"};

bool is_merged(const std::string& key) {
    return std::find(merged_by_entry.begin(), merged_by_entry.end(), key) != merged_by_entry.end();
}

/// Entries of `from` that `into` does not have.
void take_missing(Node& into, const Node& from) {
    for (const Node::Entry& entry : from.entries) {
        if (into.find(entry.key) == nullptr) into.entries.push_back(entry);
    }
}

void merge_board(Node& board, const Node& model) {
    for (Node::Entry& entry : board.entries) {
        const Node* theirs = model.find(entry.key);
        const bool both = theirs != nullptr && theirs->is_mapping() && entry.value.is_mapping();
        if (both && is_merged(entry.key)) take_missing(entry.value, *theirs);
    }
    take_missing(board, model);
}

std::vector<std::string> names_in(const Node& boards) {
    std::vector<std::string> names;
    for (const Node::Entry& entry : boards.entries) names.push_back(entry.key);
    return names;
}

}  // namespace

std::optional<Node> with_likeness(const Node::Entry& board, const Node& boards,
                                  Mistakes& mistakes) {
    Node whole = board.value;
    std::set<std::string> seen{board.key};
    const Node* like = whole.find("like");
    while (like != nullptr) {
        const Node* model = boards.find(like->text);
        if (model == nullptr) {
            mistakes.add(like->at, "unknown board '" + like->text + "'" +
                                       suggestion(like->text, names_in(boards)));
            return std::nullopt;
        }
        if (!seen.insert(like->text).second) {
            mistakes.add(like->at, "boards are like each other in a circle: " + like->text);
            return std::nullopt;
        }
        merge_board(whole, *model);
        like = model->find("like");
    }
    return whole;
}

}  // namespace breakwire::harness
