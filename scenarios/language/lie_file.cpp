#include "scenarios/language/lie_file.hpp"

#include <regex>
#include <set>

#include "scenarios/language/read_file.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "scenarios/steps/make_fault.hpp"

namespace breakwire::scenarios {

namespace {

/// `{KIND: {...}}` with `device: "*"`, unless somebody is named or nothing can be.
Node about_everybody(Node fault) {
    if (!fault.is_mapping() || fault.entries.size() != 1) return fault;
    Node& settings = fault.entries.front().value;
    if (settings.is_mapping() && settings.find("device") == nullptr) {
        settings.entries.push_back({"device", settings.at, Node::scalar("*", settings.at)});
    }
    return fault;
}

/// Scenarios have the devices, so none can be named here.
void check_packets(const std::vector<Node>& packets, const Catalog<sim::Fault>& faults,
                   Mistakes& mistakes) {
    const Cast nobody{{}, {}, &faults};
    for (const Node& fault : packets) {
        if (fault.is_null()) expected(fault, mistakes, "a fault");
        make_lie(fault, nobody, mistakes);
    }
}

void check_key(const Node::Entry& entry, Mistakes& mistakes) {
    static const std::regex name("[a-z0-9_]+");
    if (std::regex_match(entry.key, name)) return;
    mistakes.add(entry.key_at,
                 "the name of a lie holds small letters, digits and '_', got '" + entry.key + "'");
}

std::optional<BrokerLie> read_lie(const Node::Entry& entry, const std::string& prefix,
                                  const Catalog<sim::Fault>& faults, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    BrokerLie lie;
    lie.id = prefix.empty() ? entry.key : prefix + '/' + entry.key;
    lie.typed_at = entry.key_at;
    check_key(entry, mistakes);
    BrokerLie::fields().read(lie, entry.value, mistakes);
    check_normative_ids(entry.value.find("breaks"), mistakes);
    for (Node& fault : lie.packets) fault = about_everybody(std::move(fault));
    check_packets(lie.packets, faults, mistakes);
    return mistakes.count() == before ? std::optional(std::move(lie)) : std::nullopt;
}

}  // namespace

std::vector<BrokerLie> read_lies(const std::string& text, const std::string& name,
                                 const std::string& prefix, const Catalog<sim::Fault>& faults,
                                 Mistakes& mistakes) {
    const auto document = read_yaml(text, name, mistakes);
    if (!document) return {};
    if (!document->is_mapping() || document->entries.empty()) {
        expected(*document, mistakes, "names of lies, each with what it is");
        return {};
    }
    std::vector<BrokerLie> lies;
    std::set<std::string> names;
    for (const Node::Entry& entry : document->entries) {
        if (!names.insert(entry.key).second) {
            mistakes.add(entry.key_at, "lie '" + entry.key + "' is there twice");
        }
        auto lie = read_lie(entry, prefix, faults, mistakes);
        if (lie) lies.push_back(std::move(*lie));
    }
    return lies;
}

std::vector<BrokerLie> load_lies(const std::filesystem::path& path, const std::string& prefix,
                                 const Catalog<sim::Fault>& faults, Mistakes& mistakes) {
    const auto text = read_file(path.string(), {path.string(), 1, 1}, mistakes);
    if (!text) return {};
    return read_lies(*text, path.string(), prefix, faults, mistakes);
}

}  // namespace breakwire::scenarios
