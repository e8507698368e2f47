#include "scenarios/language/find_mistakes.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "scenarios/broker_lie.hpp"
#include "scenarios/campaign/campaign_section.hpp"
#include "scenarios/measures/measure_list.hpp"
#include "scenarios/steps/late_step.hpp"
#include "scenarios/steps/make_fault.hpp"
#include "scenarios/steps/step_list.hpp"
#include "sim/base/numbered.hpp"

namespace breakwire::scenarios {

namespace {

/// One value counts as a list of one.
std::vector<Node> items_of(const Node* node) {
    if (node == nullptr || node->is_null()) return {};
    return node->is_sequence() ? node->items : std::vector<Node>{*node};
}

std::vector<std::string> keys_of(const Node* node) {
    std::vector<std::string> keys;
    if (node == nullptr) return keys;
    for (const Node::Entry& entry : node->entries) keys.push_back(entry.key);
    return keys;
}

std::size_t subscriptions_of(const DeviceSection& device) {
    return items_of(device.typed->settings.find("subscribe")).size();
}

/// One that is misspelt is told by whoever reads it.
sim::TlsMode tls_mode(const Node* tls) {
    if (tls == nullptr) return sim::TlsMode::none;
    const Node* mode = tls->is_mapping() ? tls->find("mode") : tls;
    const bool passes = mode != nullptr && mode->is_scalar() && mode->text == "passthrough";
    return passes ? sim::TlsMode::passthrough : sim::TlsMode::terminate;
}

sim::DeviceFacts facts_of(const Node& client) {
    const Node* stack = client.find("stack");
    return {tls_mode(client.find("tls")), stack != nullptr && stack->text == "program",
            client.find("host") != nullptr};
}

void check_name(const Node& scenario, Mistakes& mistakes) {
    const Node* name = scenario.find("scenario");
    if (name != nullptr && name->is_scalar() && name->text.empty()) {
        mistakes.add(name->at, "the scenario has no name: one sentence that is true if it passes");
    }
}

void check_versions(const Node& scenario, Mistakes& mistakes) {
    const Node* versions = scenario.find("mqtt");
    if (versions == nullptr) return;
    if (versions->is_sequence() && versions->items.empty()) {
        mistakes.add(versions->at, "mqtt names no version");
    }
    std::set<std::string> seen;
    for (const Node& item : items_of(versions)) {
        const std::string text = item.text == "5" ? "5.0" : item.text;
        if (item.is_scalar() && !seen.insert(text).second) {
            mistakes.add(item.at, "version " + text + " is there twice");
        }
    }
}

/// Names go into reports, record targets (joined by commas) and file names.
void check_device_name(const DeviceSection& device, Mistakes& mistakes) {
    static const std::regex name("[A-Za-z0-9_.-]+");
    static const std::set<std::string> words{"within", "for", "since"};
    if (!std::regex_match(device.name, name)) {
        mistakes.add(device.at(),
                     "the name of a device holds letters, digits, '_', '.' and '-', "
                     "got '" +
                         device.name + "'");
    } else if (words.contains(device.name)) {
        mistakes.add(device.at(),
                     "a device cannot be called '" + device.name + "': the steps use that word");
    }
}

/// Where the broker takes the user from the certificate, CONNECT has to say the same, because laws
/// about rights go by CONNECT.
void check_identity(const Node& client, const Node& tls, Mistakes& mistakes) {
    const Node* user = client.find("user");
    const Node* name = tls.find("common_name");
    const Place at = name != nullptr ? name->at : tls.at;
    if (user == nullptr) {
        mistakes.add(at,
                     "the client needs a `user`, the one of its certificate "
                     "(use_identity_as_username)");
    } else if (name != nullptr && name->text != user->text) {
        mistakes.add(at, "common_name is not the client's `user` (use_identity_as_username)");
    }
}

/// TLS needs two.
void check_tls(const Node& scenario, const DeviceSection& device, Mistakes& mistakes) {
    if (!device.has_in_client("tls")) return;
    const auto client = device.setting("client");
    const Node* tls = client->find("tls");
    if (tls == nullptr) return;
    const Node* broker = scenario.find("broker");
    const Node* listener = broker != nullptr ? broker->find("tls") : nullptr;
    if (listener == nullptr) {
        mistakes.add(tls->at, "the broker has no listener with TLS: it needs `broker: {tls: {}}`");
        return;
    }
    const Node* identity = listener->find("use_identity_as_username");
    if (identity != nullptr && identity->text == "true") check_identity(*client, *tls, mistakes);
}

/// Whether what is said about it has been read already, for another device of its fleet.
bool same_as_first(const DeviceSection& device) {
    return device.number > 1 && !takes_number(device.typed->settings);
}

void check_devices(const Node& scenario, const Roll& roll, const Kinds& kinds, Mistakes& mistakes) {
    const Node* devices = scenario.find("devices");
    if (devices == nullptr || !devices->is_mapping()) return;
    if (devices->entries.empty()) mistakes.add(devices->at, "there are no devices");
    const std::vector<std::string> links = keys_of(scenario.find("links"));
    std::optional<Place> told;
    for (const DeviceSection& device : roll.devices) {
        if (told == device.at() || same_as_first(device)) continue;
        const std::size_t before = mistakes.count();
        if (device.number <= 1) check_device_name(device, mistakes);
        check_tls(scenario, device, mistakes);
        if (kinds.check_device) kinds.check_device(device.settings(), device.name, links, mistakes);
        if (mistakes.count() != before) told = device.at();
    }
}

void check_steps(const Node& scenario, const Cast& cast, const Kinds& kinds, Mistakes& mistakes) {
    const Node* steps = scenario.find("steps");
    if (steps == nullptr) return;
    if (!steps->is_sequence()) return expected(*steps, mistakes, "a list of steps");
    if (steps->items.empty()) return mistakes.add(steps->at, "there are no steps");
    make_step_list(*steps, "", cast, mistakes);
    find_early_references(*steps, kinds.words, mistakes);
}

void check_acl_users(const Node& broker, Mistakes& mistakes) {
    const std::vector<std::string> users = keys_of(broker.find("users"));
    for (const Node& rule : items_of(broker.find("acl"))) {
        const Node* user = rule.find("user");
        if (user == nullptr || !user->is_scalar()) continue;
        if (std::find(users.begin(), users.end(), user->text) != users.end()) continue;
        mistakes.add(user->at, "unknown user '" + user->text + "'" + suggestion(user->text, users));
    }
}

void add(const DeviceSection& device, Cast& cast) {
    if (device.number == 0 && !cast.knows(device.name)) cast.devices.push_back(device.name);
    cast.subscriptions[device.name] = subscriptions_of(device);
    const Node client = device.setting("client").value_or(Node());
    cast.facts[device.name] = facts_of(client);
    const Node* typed = client.find("keep_alive");
    const auto keep_alive = typed != nullptr ? parse_duration(typed->text) : std::nullopt;
    if (keep_alive) cast.keep_alives[device.name] = *keep_alive;
}

}  // namespace

Cast cast_of(const Node& scenario, const Roll& roll, const Catalog<sim::Fault>& faults) {
    Cast cast{{}, {}, &faults, roll.fleets, {}};
    if (const Node* steps = scenario.find("steps")) cast.captures = captures_in(*steps);
    for (const DeviceSection& device : roll.devices) add(device, cast);
    return cast;
}

Cast cast_of(const Scenario& scenario, const Catalog<sim::Fault>& faults) {
    Cast cast{{}, {}, &faults, scenario.fleets, {}};
    cast.captures = captures_in(scenario.steps);
    for (const DeviceSection& device : scenario.devices) add(device, cast);
    return cast;
}

void find_broker_mistakes(const Node& broker, const Cast& cast, const Kinds& kinds,
                          Mistakes& mistakes) {
    const std::vector<std::string> drivers = kinds.driver_names();
    const Node* driver = broker.find("driver");
    if (driver != nullptr && driver->is_scalar() &&
        std::find(drivers.begin(), drivers.end(), driver->text) == drivers.end()) {
        mistakes.add(driver->at,
                     "unknown broker '" + driver->text + "'" + suggestion(driver->text, drivers));
    }
    check_acl_users(broker, mistakes);
    std::optional<Place> told;
    for (const Node& lie : items_of(broker.find("lies"))) {
        if (lie.is_null()) expected(lie, mistakes, "a fault");
        if (told == lie.at) continue;  // about the same fleet
        const std::size_t before = mistakes.count();
        make_lie(lie, cast, mistakes);
        if (mistakes.count() != before) told = lie.at;
    }
}

void find_mistakes(const Node& scenario, const Roll& roll, const Kinds& kinds, Mistakes& mistakes) {
    const Cast cast = cast_of(scenario, roll, kinds.faults);
    check_name(scenario, mistakes);
    check_normative_ids(scenario.find("covers"), mistakes);
    check_versions(scenario, mistakes);
    const Node* broker = scenario.find("broker");
    if (broker != nullptr) find_broker_mistakes(*broker, cast, kinds, mistakes);
    check_devices(scenario, roll, kinds, mistakes);
    check_steps(scenario, cast, kinds, mistakes);
    const Node* campaign = scenario.find("campaign");
    if (campaign != nullptr) find_campaign_mistakes(*campaign, cast, mistakes);
    const Node* measures = scenario.find("measure");
    if (measures != nullptr) make_measure_list(*measures, cast, mistakes);
}

}  // namespace breakwire::scenarios
