#include "harness/brokers/rabbitmq.hpp"

#include <algorithm>

#include "harness/brokers/command.hpp"
#include "harness/brokers/rabbitmq_files.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

constexpr const char* debian_folder = "/usr/lib/rabbitmq/lib";
constexpr const char* folder_prefix = "rabbitmq_server-";

/// The folder of the server, whose name ends in its version. Throws EnvironmentError if it is not
/// there.
fs::path server_home(const std::string& home) {
    if (!home.empty()) {
        if (fs::exists(fs::path(home) / "sbin/rabbitmq-server")) return home;
        throw EnvironmentError(home + " has no sbin/rabbitmq-server");
    }
    std::error_code absent;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(debian_folder, absent)) {
        if (entry.path().filename().string().starts_with(folder_prefix)) {
            found.push_back(entry.path());
        }
    }
    if (found.empty()) {
        throw EnvironmentError("RabbitMQ is not installed; package rabbitmq-server has it");
    }
    return *std::max_element(found.begin(), found.end());
}

/// "{127,64,0,1}", as Erlang writes addresses.
std::string erlang_address(std::string host) {
    std::replace(host.begin(), host.end(), '.', ',');
    return '{' + host + '}';
}

/// Without epmd: the node's port is known to itself, and nobody else asks.
std::string erlang_arguments(const Address& listen) {
    return "-noinput -sname breakwire@localhost -start_epmd false -erl_epmd_port " +
           std::to_string(rabbitmq_names::node_port) + " -kernel inet_dist_use_interface " +
           erlang_address(listen.host);
}

std::map<std::string, std::string> environment(const LaunchSite& site) {
    const auto in_folder = [&site](const char* name) { return (site.folder / name).string(); };
    return {{"HOME", site.folder},  // for the cookie of its node
            {"RABBITMQ_NODENAME", "breakwire@localhost"},
            {"RABBITMQ_DIST_PORT", std::to_string(rabbitmq_names::node_port)},
            {"RABBITMQ_MNESIA_BASE", in_folder(rabbitmq_names::database)},
            {"RABBITMQ_LOG_BASE", in_folder("log")},
            {"RABBITMQ_LOGS", "-"},
            {"RABBITMQ_ENABLED_PLUGINS_FILE", in_folder(rabbitmq_names::plugins)},
            {"RABBITMQ_CONFIG_FILE", in_folder("rabbitmq")},
            {"RABBITMQ_CONFIG_FILES", in_folder("conf.d")},
            {"RABBITMQ_ADVANCED_CONFIG_FILE", in_folder(rabbitmq_names::advanced_config)},
            {"RABBITMQ_CONF_ENV_FILE", in_folder("env.conf")},
            {"RABBITMQ_PID_FILE", in_folder("pid")},
            {"RABBITMQ_FEATURE_FLAGS_FILE", in_folder("feature_flags")},
            {"RABBITMQ_GENERATED_CONFIG_DIR", in_folder("generated")},
            // Its script becomes the server instead of starting it as a child.
            {"RABBITMQ_ALLOW_INPUT", "1"},
            {"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", erlang_arguments(site.listen)},
            // Once a minute it starts a node of a moment's life, for epmd to be there.
            {"ERL_ZFLAGS", "-start_epmd false"}};
}

}  // namespace

scenarios::BrokerTraits RabbitMq::traits() const {
    scenarios::BrokerTraits traits;
    traits.name = "rabbitmq";
    const std::string folder = server_home(home_).filename();
    traits.version =
        folder.starts_with(folder_prefix) ? folder.substr(std::string(folder_prefix).size()) : "";
    traits.abilities = {"mqtt3", "users", "acl_write",    "persistence", "crash_persistence",
                        "pause", "tls",   "tls_identity", "websocket"};
    traits.why_not_led = "runs on Erlang's virtual machine, whose threads cannot be led";
    declare_times(traits, /*factor=*/1.5, /*late=*/2s, /*promptness=*/2s);
    return traits;
}

std::vector<std::string> RabbitMq::lacks(const scenarios::BrokerSection& section) const {
    std::vector<std::string> lacking;
    const bool denies = std::any_of(
        section.acl.begin(), section.acl.end(),
        [](const scenarios::AclRule& rule) { return rule.may == scenarios::Access::none; });
    if (denies) lacking.push_back("rules that deny a part of what others allow");
    if (section.limits.queued_messages) lacking.push_back("a limit of queued messages");
    if (section.limits.packet_size) lacking.push_back("a limit of the packet size");
    if (section.persistence.autosave) {
        lacking.push_back("an interval for saving: it writes every change at once");
    }
    if (section.tls && section.tls->at_least < sim::TlsVersion::v1_2) {
        lacking.push_back("TLS below 1.2");
    }
    return lacking;
}

LaunchPlan RabbitMq::prepare(const scenarios::BrokerSection& section,
                             const LaunchSite& site) const {
    write_text(site.folder / rabbitmq_names::config, rabbitmq_config(section, site));
    write_text(site.folder / rabbitmq_names::definitions, rabbitmq_definitions(section));
    write_text(site.folder / rabbitmq_names::advanced_config,
               rabbitmq_advanced_config(section, site));
    write_text(site.folder / rabbitmq_names::plugins, rabbitmq_has_websockets(site)
                                                          ? "[rabbitmq_mqtt, rabbitmq_web_mqtt].\n"
                                                          : "[rabbitmq_mqtt].\n");
    LaunchPlan plan;
    // It always keeps sessions on disk; without persistence, they are not to outlive its process.
    const char* forget = section.persistence.enabled ? "" : "rm -rf mnesia && ";
    plan.program = "/bin/sh";
    plan.arguments = {"-c", forget + std::string("exec \"$0\""),
                      (server_home(home_) / "sbin/rabbitmq-server").string()};
    plan.environment = environment(site);
    plan.folder = site.folder;
    plan.has_threads = true;
    plan.address = site.listen;
    // It answers a CONNECT before it knows its users, and before it listens for TLS.
    plan.ready_log = "Server startup complete";
    plan.start_limit = 60s;
    return plan;
}

void RabbitMq::rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                           const fs::path& folder) const {
    const fs::path definitions = folder / rabbitmq_names::definitions;
    write_text(definitions, with_rabbitmq_acl(read_text(definitions), acl));
}

}  // namespace breakwire::harness
