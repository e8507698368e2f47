#include "devices/fleet_settings.hpp"

#include "sim/base/numbered.hpp"

namespace breakwire::devices {

namespace {

Node* value_of(Node& mapping, std::string_view key) {
    for (Node::Entry& entry : mapping.entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

/// The word under `key` of `part`, or of each item of it; an item may be the word itself.
void gather(Node* part, std::string_view key, std::vector<Node*>& words) {
    if (part == nullptr) return;
    if (part->is_scalar()) words.push_back(part);
    if (Node* word = value_of(*part, key)) words.push_back(word);
    for (Node& item : part->items) gather(&item, key, words);
}

/// The words that a device fills its number into itself.
std::vector<Node*> own_words(Node& section) {
    std::vector<Node*> words;
    if (Node* client = value_of(section, "client")) {
        if (Node* id = value_of(*client, "client_id")) words.push_back(id);
    }
    gather(value_of(section, "subscribe"), "filter", words);
    const Node* model = section.find("model");
    const bool sensor = model != nullptr && model->text == "sensor";
    if (sensor) gather(value_of(section, "publish"), "topic", words);
    return words;
}

}  // namespace

std::optional<DeviceSettings> read_fleet(const Node& section, const Catalog<Model>& models,
                                         const Catalog<ClientStack>& stacks) {
    Node rest = section;
    std::vector<std::string> typed;
    for (Node* word : own_words(rest)) typed.push_back(std::exchange(word->text, ""));
    if (takes_number(rest)) return std::nullopt;

    Node shared = numbered(rest, 1);  // for {{n}}
    const std::vector<Node*> words = own_words(shared);
    for (std::size_t i = 0; i < words.size(); ++i) words[i]->text = std::move(typed[i]);
    Mistakes mistakes;
    auto settings = read_device(shared, models, stacks, mistakes);
    if (settings) settings->of_fleet = true;
    return settings;
}

}  // namespace breakwire::devices
