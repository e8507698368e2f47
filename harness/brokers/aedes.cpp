#include "harness/brokers/aedes.hpp"

#include <csignal>
#include <nlohmann/json.hpp>

#include "harness/brokers/program.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/timeshim/can_lead.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

namespace aedes_names {
constexpr const char* config = "aedes.json";
constexpr const char* database = "aedes.leveldb";
}  // namespace aedes_names

/// Beside the scenario library, in the build tree as where it is installed. Throws EnvironmentError
/// if npm has not put Aedes there.
fs::path server_folder() {
    const fs::path program = fs::read_symlink("/proc/self/exe");
    fs::path folder = (program.parent_path() / "../share/breakwire/aedes").lexically_normal();
    if (fs::exists(folder / "node_modules/aedes/package.json")) return folder;
    throw EnvironmentError(
        "Aedes is not installed; `./bw run --broker aedes` does it, or by hand "
        "`npm ci --ignore-scripts` in " +
        folder.string());
}

/// Node's timers count whole milliseconds, which begin up to one before the packet was read.
scenarios::Window aedes_keep_alive_window(Duration keep_alive) {
    const Duration limit = keep_alive * 3 / 2;
    return {limit - 1ms, limit + 2ms};
}

json acl_json(const std::vector<scenarios::AclRule>& acl) {
    json rules = json::array();
    for (const scenarios::AclRule& rule : acl) {
        json topics = json::array();
        for (const TopicFilter& filter : rule.topics) topics.push_back(filter.text());
        json one{{"may", ValueType<scenarios::Access>::text(rule.may)}, {"topics", topics}};
        if (rule.user) one["user"] = *rule.user;
        rules.push_back(std::move(one));
    }
    return rules;
}

/// As Node names it.
const char* node_word(sim::TlsVersion version) {
    switch (version) {
        case sim::TlsVersion::v1_0:
            return "TLSv1";
        case sim::TlsVersion::v1_1:
            return "TLSv1.1";
        case sim::TlsVersion::v1_2:
            return "TLSv1.2";
        case sim::TlsVersion::v1_3:
            return "TLSv1.3";
    }
    return "TLSv1.3";
}

json tls_json(const scenarios::BrokerTls& tls, const TlsSite& site) {
    json config{{"port", site.listen.port},
                {"authority", site.authority},
                {"certificate", site.certificate},
                {"key", site.key},
                {"atLeast", node_word(tls.at_least)},
                {"requireCertificate", tls.require_certificate},
                {"identityIsUser", tls.use_identity_as_username}};
    if (site.websocket) config["websocket"] = site.websocket->port;
    return config;
}

}  // namespace

std::string aedes_config(const scenarios::BrokerSection& section, const LaunchSite& site) {
    const Address plain = plain_listener(section, site.listen);
    json config{{"host", plain.host},
                {"port", plain.port},
                {"users", section.users},
                {"acl", acl_json(section.acl)}};
    if (section.persistence.enabled) config["database"] = aedes_names::database;
    if (site.websocket) config["websocket"] = site.websocket->port;
    if (section.tls && site.tls) config["tls"] = tls_json(*section.tls, *site.tls);
    return config.dump(2) + '\n';
}

std::string with_aedes_acl(const std::string& config, const std::vector<scenarios::AclRule>& acl) {
    json changed = json::parse(config);
    changed["acl"] = acl_json(acl);
    return changed.dump(2) + '\n';
}

scenarios::BrokerTraits AedesBroker::traits() const {
    const std::string about = read_text(server_folder() / "node_modules/aedes/package.json");
    scenarios::BrokerTraits traits;
    traits.name = "aedes";
    traits.version = json::parse(about).at("version");
    traits.abilities = {"mqtt3",       "users",      "acl_read",    "acl_write",
                        "acl_pattern", "reload_acl", "persistence", "crash_persistence",
                        "pause",       "qos2",       "tls",         "tls_identity",
                        "websocket"};
    traits.why_not_led = why_not(find_program(node_, "nodejs")).value_or("");
    if (traits.why_not_led.empty()) traits.abilities.insert("virtual_time");
    traits.keep_alive_window = aedes_keep_alive_window;
    traits.promptness = 2s;
    // Nothing of it waits for a round of a loop.
    traits.promptness_virtual = 50ms;
    return traits;
}

std::vector<std::string> AedesBroker::lacks(const scenarios::BrokerSection& section) const {
    std::vector<std::string> lacking;
    const scenarios::BrokerLimits& limits = section.limits;
    if (limits.queued_messages) lacking.push_back("a limit of queued messages");
    if (limits.inflight_messages) lacking.push_back("a limit of messages under way");
    if (limits.packet_size) lacking.push_back("a limit of the packet size");
    // Node's OpenSSL refuses the signatures that older versions have.
    if (section.tls && section.tls->at_least < sim::TlsVersion::v1_2) {
        lacking.push_back("TLS below 1.2");
    }
    if (section.persistence.autosave) {
        lacking.push_back("an interval for saving: it writes every change at once");
    }
    return lacking;
}

LaunchPlan AedesBroker::prepare(const scenarios::BrokerSection& section,
                                const LaunchSite& site) const {
    write_text(site.folder / aedes_names::config, aedes_config(section, site));
    LaunchPlan plan;
    plan.program = find_program(node_, "nodejs");
    // Packet identifiers begin at a random number.
    const std::uint64_t seed = site.luck.bits("node", 0) % 1'000'000 + 1;
    // It compiles little while it runs, and each further thread has to be looked at.
    plan.arguments = {"--random-seed=" + std::to_string(seed), "--v8-pool-size=1",
                      (server_folder() / "server.mjs").string(), aedes_names::config};
    // LevelDB works in Node's thread pool: with one thread, one thing after the other.
    plan.environment = {{"UV_THREADPOOL_SIZE", "1"}};
    plan.has_threads = true;
    plan.folder = site.folder;
    plan.address = plain_listener(section, site.listen);
    plan.reload = {SIGHUP, "reloaded", {}};
    return plan;
}

void AedesBroker::rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                              const fs::path& folder) const {
    const fs::path config = folder / aedes_names::config;
    write_text(config, with_aedes_acl(read_text(config), acl));
}

}  // namespace breakwire::harness
