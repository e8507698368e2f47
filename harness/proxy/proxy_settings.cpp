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

Fields<UpstreamTls> UpstreamTls::fields() {
    return Fields<UpstreamTls>("upstream", "TLS with the broker, in the place of each client")
        .optional("authority", &UpstreamTls::authority,
                  "the file of whom to trust; any certificate will do if absent")
        .optional("certificate", &UpstreamTls::certificate, "the file of what to present")
        .optional("key", &UpstreamTls::key, "the file of its private key");
}

void UpstreamTls::validate(const Places& at) const {
    if (certificate.has_value() != key.has_value()) at.fail("certificate", "goes with a key");
}

Fields<ProxyTlsSettings> ProxyTlsSettings::fields() {
    return Fields<ProxyTlsSettings>("tls", "TLS with clients, in the place of the broker")
        .required("authority", &ProxyTlsSettings::authority,
                  "a file to write: the proxy's own authority, which clients have to trust")
        .optional("upstream", &ProxyTlsSettings::upstream,
                  "TLS with the broker; plain MQTT if absent")
        .example("tls: {authority: proxy-ca.pem, upstream: {authority: ca.pem}}");
}

Fields<ProxySettings> ProxySettings::fields() {
    return Fields<ProxySettings>("proxy", "an address that stands for a broker")
        .required("listen", &ProxySettings::listen, "where clients connect, e.g. 127.0.0.1:1884")
        .required("upstream", &ProxySettings::upstream, "the broker, e.g. 127.0.0.1:1883")
        .optional("enabled", &ProxySettings::enabled, "false: nobody listens")
        .optional("link", &ProxySettings::link, "the network in between")
        .optional("tls", &ProxySettings::tls,
                  "TLS ends here, so that faults see MQTT; octets pass as they are if absent")
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
