#include "harness/proxy/proxy_settings.hpp"

#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {

namespace {

/// The same for the same content, wherever it stands.
std::string text_of(const Node& node) {
    std::string text = node.text;
    for (const Node& item : node.items) text += "- " + text_of(item) + '\n';
    for (const Node::Entry& entry : node.entries) {
        text += entry.key + ": {" + text_of(entry.value) + "}\n";
    }
    return text;
}

}  // namespace

Fields<ProxySettings> ProxySettings::fields() {
    return Fields<ProxySettings>("proxy", "an address that stands for a broker")
        .required("listen", &ProxySettings::listen, "where clients connect, e.g. 127.0.0.1:1884")
        .required("upstream", &ProxySettings::upstream, "the broker, e.g. 127.0.0.1:1883")
        .optional("enabled", &ProxySettings::enabled, "false: nobody listens")
        .optional("link", &ProxySettings::link, "the network in between")
        .optional("faults", &ProxySettings::faults, "in force from the start, as in a fault step")
        .example("{listen: 1884, upstream: 1883, link: {delay: 20ms}}");
}

std::optional<ProxyFile> read_proxy_file(const std::string& text, const std::string& name,
                                         Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    const auto node = scenarios::read_yaml(text, name, mistakes);
    if (!node) return std::nullopt;
    const Node* const proxies = node->find("proxies");
    if (proxies == nullptr || !proxies->is_mapping() || node->entries.size() != 1) {
        mistakes.add(node->at, "expected `proxies:` and under it each proxy by its name");
        return std::nullopt;
    }
    ProxyFile file;
    for (const Node::Entry& entry : proxies->entries) {
        ProxySettings settings;
        ProxySettings::fields().read(settings, entry.value, mistakes);
        if (!file.proxies.emplace(entry.key, ProxyFile::Entry{settings, text_of(entry.value)})
                 .second) {
            mistakes.add(entry.key_at, "there are two proxies '" + entry.key + "'");
        }
    }
    if (mistakes.count() != before) return std::nullopt;
    return file;
}

}  // namespace breakwire::harness
