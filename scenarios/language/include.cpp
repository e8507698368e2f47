#include "scenarios/language/include.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "scenarios/language/read_file.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "sim/base/suggest.hpp"
#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string>& shared_keys() {
    static const std::vector<std::string> keys{"broker",  "description", "devices",
                                               "include", "links",       "parameters"};
    return keys;
}

Node* value_in(Node& mapping, std::string_view key) {
    for (Node::Entry& entry : mapping.entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

/// Adds the entries that `mapping` does not have.
void add_missing(Node& mapping, const Node& other) {
    if (mapping.is_null()) mapping = Node::mapping(mapping.at);
    if (!mapping.is_mapping()) return;  // a mistake, which whoever reads it tells
    for (const Node::Entry& entry : other.entries) {
        if (mapping.find(entry.key) == nullptr) mapping.entries.push_back(entry);
    }
}

void share_section(const Node::Entry& section, Node& scenario) {
    Node* own = value_in(scenario, section.key);
    if (own == nullptr) return scenario.entries.push_back(section);
    Node* users = value_in(*own, "users");
    const Node* theirs = section.value.find("users");
    if (section.key == "broker" && users != nullptr && theirs != nullptr) {
        add_missing(*users, *theirs);
    }
    add_missing(*own, section.value);
}

/// Reads the files that one scenario includes, directly or not.
class Inclusion {
public:
    Inclusion(std::string file, Mistakes& mistakes)
        : mistakes_(mistakes), chain_{std::move(file)} {}

    /// Lays what `node` includes under it.
    void resolve(Node& node) {
        const Node* typed = node.find("include");
        if (typed == nullptr) return;
        const Node list = *typed;
        std::erase_if(node.entries, [](const auto& entry) { return entry.key == "include"; });
        const std::vector<Node> one{list};
        const std::vector<Node>& items = list.is_sequence() ? list.items : one;
        for (auto item = items.rbegin(); item != items.rend(); ++item) add(*item, node);
    }

    std::vector<std::string> files() && { return std::move(files_); }

private:
    void add(const Node& item, Node& into) {
        if (!item.is_scalar() || item.text.empty()) {
            return expected(item, mistakes_, "the name of a file");
        }
        const fs::path folder = fs::path(chain_.back()).parent_path();
        const std::string file = (folder / item.text).lexically_normal().string();
        if (std::find(chain_.begin(), chain_.end(), file) != chain_.end()) {
            return tell_circle(file, item.at);
        }
        chain_.push_back(file);
        if (const auto shared = read(file, item.at)) share(*shared, into);
        chain_.pop_back();
    }

    std::optional<Node> read(const std::string& file, const Place& named_at) {
        if (std::find(files_.begin(), files_.end(), file) != files_.end()) return std::nullopt;
        files_.push_back(file);
        const auto text = read_file(file, named_at, mistakes_);
        auto node = text ? read_yaml(*text, file, mistakes_) : std::nullopt;
        if (node && !node->is_mapping()) {
            expected(*node, mistakes_, "a mapping of what is shared");
            return std::nullopt;
        }
        if (node) resolve(*node);
        return node;
    }

    void share(const Node& shared, Node& into) {
        for (const Node::Entry& entry : shared.entries) {
            const auto& known = shared_keys();
            if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
                mistakes_.add(entry.key_at, "an included file cannot have the key '" + entry.key +
                                                "'" + suggestion(entry.key, known));
            } else if (entry.key != "description") {
                share_section(entry, into);
            }
        }
    }

    void tell_circle(const std::string& file, const Place& at) {
        std::string way;
        for (const std::string& each : chain_) way += each + " -> ";
        mistakes_.add(at, "files include each other in a circle: " + way + file);
    }

    Mistakes& mistakes_;
    std::vector<std::string> chain_;  ///< the files that are open, outermost first
    std::vector<std::string> files_;
};

}  // namespace

std::vector<std::string> include_files(Node& scenario, const std::string& file,
                                       Mistakes& mistakes) {
    Inclusion inclusion(fs::path(file).lexically_normal().string(), mistakes);
    inclusion.resolve(scenario);
    return std::move(inclusion).files();
}

}  // namespace breakwire::scenarios
