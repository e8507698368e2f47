#include "harness/brokers/activemq.hpp"

#include <algorithm>

#include "harness/brokers/activemq_files.hpp"
#include "harness/brokers/command.hpp"
#include "harness/brokers/java_keystores.hpp"
#include "harness/brokers/program.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

constexpr const char* activemq_home = "/usr/share/activemq";
constexpr const char* java_libraries = "/usr/share/java";
constexpr const char* starter = "/usr/share/activemq/bin/activemq.jar";
/// A JVM that is ended by SIGTERM says so.
constexpr int ended_by_sigterm = 128 + 15;

/// Of the link that Debian makes: activemq-broker-5.17.2.jar. Throws EnvironmentError if there is
/// none.
std::string activemq_version() {
    const std::string prefix = "activemq-broker-";
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(java_libraries, absent)) {
        const std::string name = entry.path().stem();
        if (name.starts_with(prefix) && entry.path().extension() == ".jar" && fs::exists(starter)) {
            return name.substr(prefix.size());
        }
    }
    throw EnvironmentError("ActiveMQ is not installed; package activemq has it");
}

/// Puts what MQTT needs beside the settings, where it looks for more libraries.
void link_libraries(const fs::path& folder) {
    fs::create_directories(folder / "lib");
    for (const char* name : {"mqtt-client.jar", "hawtdispatch.jar", "hawtdispatch-transport.jar"}) {
        const fs::path library = fs::path(java_libraries) / name;
        if (!fs::exists(library)) {
            throw EnvironmentError(library.string() +
                                   " is not there; package libmqtt-client-java has it");
        }
        fs::create_symlink(library, folder / "lib" / name);
    }
}

std::vector<std::string> java_arguments(const fs::path& folder) {
    const auto property = [](const std::string& name, const std::string& value) {
        return "-D" + name + '=' + value;
    };
    return {// Starting fast counts for more than running fast.
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms64M", "-Xmx256M",
            // It would leave files in the system's folder for temporary ones.
            "-XX:-UsePerfData", property("java.io.tmpdir", folder),
            property("java.net.preferIPv4Stack", "true"), property("activemq.home", activemq_home),
            property("activemq.base", folder), property("activemq.conf", folder),
            property("activemq.data", folder / "data"),
            property("log4j.configuration", "file:" + (folder / activemq_names::logging).string()),
            "-cp", starter, "org.apache.activemq.console.Main", "start",
            std::string("xbean:file:") + activemq_names::config};
}

bool has_pattern(const scenarios::AclRule& rule) {
    return std::any_of(rule.topics.begin(), rule.topics.end(), [](const TopicFilter& filter) {
        return filter.text().find("%c") != std::string::npos ||
               filter.text().find("%u") != std::string::npos;
    });
}

/// Java takes no PEM.
void write_stores(const LaunchSite& site) {
    const auto pem = [&site](const std::string& file) { return read_text(site.folder / file); };
    const sim::Credentials broker{pem(site.tls->certificate), pem(site.tls->key)};
    write_text(site.folder / activemq_names::key_store,
               java_key_store(broker, activemq_names::store_password));
    write_text(site.folder / activemq_names::trust_store,
               java_trust_store(pem(site.tls->authority), activemq_names::store_password));
}

}  // namespace

scenarios::BrokerTraits ActiveMq::traits() const {
    scenarios::BrokerTraits traits;
    traits.name = "activemq";
    traits.version = activemq_version();
    find_program(java_, "default-jre-headless");
    traits.abilities = {"mqtt3", "qos2", "users", "acl_write", "pause", "tls"};
    traits.why_not_led = "runs on a Java virtual machine, whose threads cannot be led";
    declare_times(traits, /*factor=*/1.5, /*late=*/2s, /*promptness=*/2s);
    return traits;
}

std::vector<std::string> ActiveMq::lacks(const scenarios::BrokerSection& section) const {
    std::vector<std::string> lacking;
    for (const scenarios::AclRule& rule : section.acl) {
        if (rule.may == scenarios::Access::none) {
            lacking.push_back("rules that deny a part of what others allow");
        }
        if (!rule.user && has_pattern(rule)) lacking.push_back("rules with %c or %u");
    }
    for (const auto& [user, _] : section.users) {
        if (user.find(',') != std::string::npos) lacking.push_back("a user named '" + user + "'");
    }
    const scenarios::BrokerLimits& limits = section.limits;
    if (limits.queued_messages) lacking.push_back("a limit of queued messages");
    if (limits.inflight_messages) lacking.push_back("a limit of messages under way");
    if (limits.packet_size) lacking.push_back("a limit of the packet size");
    if (section.persistence.autosave) {
        lacking.push_back("an interval for saving: it writes every change at once");
    }
    if (section.tls && section.tls->at_least < sim::TlsVersion::v1_2) {
        lacking.push_back("TLS below 1.2");
    }
    return lacking;
}

LaunchPlan ActiveMq::prepare(const scenarios::BrokerSection& section,
                             const LaunchSite& site) const {
    write_text(site.folder / activemq_names::config, activemq_config(section, site));
    if (site.tls) write_stores(site);
    write_text(site.folder / activemq_names::logging, activemq_logging());
    link_libraries(site.folder);
    LaunchPlan plan;
    plan.program = find_program(java_, "default-jre-headless");
    plan.arguments = java_arguments(site.folder);
    plan.folder = site.folder;
    plan.has_threads = true;
    plan.address = plain_listener(section, site.listen);
    plan.stop_status = ended_by_sigterm;
    plan.start_limit = 60s;
    return plan;
}

void ActiveMq::rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                           const fs::path& folder) const {
    const fs::path config = folder / activemq_names::config;
    write_text(config, with_activemq_acl(read_text(config), acl));
}

}  // namespace breakwire::harness
