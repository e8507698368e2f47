#include "harness/proxy/control.hpp"

#include <charconv>
#include <functional>
#include <nlohmann/json.hpp>

#include "harness/cli/command_line.hpp"
#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {

namespace {

using Answer = Control::Answer;
using Json = nlohmann::json;

Answer with(unsigned status, const Json& body) { return {status, body.dump() + '\n'}; }

Answer problem(unsigned status, const std::string& what) { return with(status, {{"error", what}}); }

Answer not_allowed(const std::string& method, const std::string& target) {
    return problem(405, method + " makes no sense for " + target);
}

Answer mistaken(Mistakes& mistakes) {
    mistakes.sort();
    Json told = Json::array();
    for (const ConfigError& mistake : mistakes.found()) told.push_back(mistake.what());
    return with(400, {{"mistakes", told}});
}

/// What is between the slashes of "/proxies/a/faults".
std::vector<std::string> parts_of(const std::string& target) {
    std::vector<std::string> parts;
    std::size_t at = 0;
    while (at < target.size()) {
        const std::size_t end = std::min(target.find('/', at), target.size());
        if (end > at) parts.push_back(target.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Json describe(const std::string& name, const Proxies::Proxy& proxy) {
    return {{"name", name},
            {"listen", proxy.settings.listen.text()},
            {"upstream", proxy.settings.upstream.text()},
            {"enabled", proxy.settings.enabled}};
}

/// JSON is read as the YAML it is, which keeps the places.
std::optional<Node> read_body(const std::string& body, Mistakes& mistakes) {
    auto node = scenarios::read_yaml(body, "body", mistakes);
    if (node && !node->is_mapping()) {
        expected(*node, mistakes, "an object");
        node.reset();
    }
    return node;
}

/// Takes the value of `key` out of `node`; empty if it is not there.
std::string take_text(Node& node, const std::string& key) {
    const Node* const value = node.find(key);
    std::string text = value != nullptr ? value->text : "";
    std::erase_if(node.entries, [&](const auto& entry) { return entry.key == key; });
    return text;
}

/// What the surroundings do not allow is no mistake of the body's.
Answer guarded(const std::function<Answer()>& act) {
    try {
        return act();
    } catch (const ConfigError& conflict) {
        return problem(409, conflict.what());
    } catch (const EnvironmentError& trouble) {
        return problem(503, trouble.what());
    }
}

}  // namespace

Answer Control::answer(const std::string& method, const std::string& target,
                       const std::string& body) {
    const std::vector<std::string> parts = parts_of(target);
    return guarded([&]() -> Answer {
        if (target == "/version" && method == "GET") return with(200, {{"version", version()}});
        if (target == "/reset" && method == "POST") {
            proxies_.reset();
            return {204, ""};
        }
        if (parts.empty() || parts[0] != "proxies" || parts.size() > 4) {
            return problem(404, "there is nothing at " + target);
        }
        if (parts.size() == 1) return on_proxies(method, body);
        if (parts[1].empty() || proxies_.find(parts[1]) == nullptr) {
            return problem(404, "there is no proxy '" + parts[1] + "'");
        }
        if (parts.size() == 2) return on_proxy(method, parts[1], body);
        if (parts[2] != "faults") return problem(404, "there is nothing at " + target);
        if (parts.size() == 3) return on_faults(method, parts[1], body);
        return on_fault(method, parts[1], parts[3]);
    });
}

Answer Control::on_proxies(const std::string& method, const std::string& body) {
    if (method == "GET") {
        Json all = Json::object();
        for (const auto& [name, proxy] : proxies_.all()) all[name] = describe(name, proxy);
        return with(200, all);
    }
    if (method != "POST") return not_allowed(method, "/proxies");
    Mistakes mistakes;
    auto node = read_body(body, mistakes);
    if (!node) return mistaken(mistakes);
    const std::string name = take_text(*node, "name");
    if (name.empty() || name.find('/') != std::string::npos) {
        mistakes.add(node->at, "name is missing or has a slash");
    }
    ProxySettings settings;
    ProxySettings::fields().read(settings, *node, mistakes);
    if (!mistakes.empty()) return mistaken(mistakes);
    proxies_.add(name, settings);
    for (const Node& fault : settings.faults) proxies_.install(name, fault, mistakes);
    if (!mistakes.empty()) {
        proxies_.remove(name);
        return mistaken(mistakes);
    }
    return with(201, describe(name, *proxies_.find(name)));
}

Answer Control::on_proxy(const std::string& method, const std::string& name,
                         const std::string& body) {
    if (method == "DELETE") {
        proxies_.remove(name);
        return {204, ""};
    }
    if (method == "POST") {
        Mistakes mistakes;
        const auto node = read_body(body, mistakes);
        const Node* const enabled = node ? node->find("enabled") : nullptr;
        if (node && enabled == nullptr) mistakes.add(node->at, "expected {\"enabled\": ...}");
        const auto on =
            enabled != nullptr ? ValueType<bool>::read(*enabled, mistakes) : std::nullopt;
        if (!on) return mistaken(mistakes);
        proxies_.enable(name, *on);
    } else if (method != "GET") {
        return not_allowed(method, "/proxies/" + name);
    }
    return with(200, describe(name, *proxies_.find(name)));
}

Answer Control::on_faults(const std::string& method, const std::string& name,
                          const std::string& body) {
    if (method == "GET") {
        Json all = Json::array();
        for (const auto& [number, fault] : proxies_.faults()) {
            if (fault.proxy != name) continue;
            all.push_back({{"number", number}, {"kind", fault.kind}, {"hits", fault.hits}});
        }
        return with(200, all);
    }
    if (method == "DELETE") {
        proxies_.heal_all(name);
        return {204, ""};
    }
    if (method != "POST") return not_allowed(method, "/proxies/" + name + "/faults");
    Mistakes mistakes;
    const auto node = read_body(body, mistakes);
    const auto number = node ? proxies_.install(name, *node, mistakes) : std::nullopt;
    return number ? with(201, {{"number", *number}}) : mistaken(mistakes);
}

Answer Control::on_fault(const std::string& method, const std::string& name,
                         const std::string& number) {
    if (method != "DELETE") return not_allowed(method, "a single fault");
    std::uint64_t fault = 0;
    std::from_chars(number.data(), number.data() + number.size(), fault);
    if (proxies_.heal(name, fault)) return {204, ""};
    return problem(404, "no fault " + number + " is in force on '" + name + "'");
}

}  // namespace breakwire::harness
