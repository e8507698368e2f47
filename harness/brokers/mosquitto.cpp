#include "harness/brokers/mosquitto.hpp"

#include <unistd.h>

#include <csignal>

#include "harness/brokers/mosquitto_files.hpp"
#include "harness/brokers/program.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/timeshim/can_lead.hpp"

namespace breakwire::harness {
namespace {

scenarios::Window keep_alive_window(Duration keep_alive) {
    const Duration limit = std::chrono::floor<std::chrono::seconds>(keep_alive * 3 / 2);
    return {limit, limit + 7s};
}

scenarios::Window delay_window(Duration delay) {
    // time(2) lags behind by up to a tick of the kernel, 10 ms at worst, so an event in the first
    // tick of a second counts for the second before.
    constexpr Duration tick = 10ms;
    return {delay > tick ? delay - tick : Duration{}, delay + 1s};
}

/// Lines of its files end at a newline, and blanks around a value are cut off.
bool fits_line(const std::string& text) {
    return !text.empty() && text.find_first_of("\r\n") == std::string::npos &&
           text.front() != ' ' && text.back() != ' ' && text.front() != '\t' && text.back() != '\t';
}

bool sound_user(const std::string& name) {
    return fits_line(name) && name.find(':') == std::string::npos && name.front() != '#';
}

std::string version_of(const std::filesystem::path& program) {
    // "mosquitto version 2.0.11", then how it is used.
    const std::string told = first_line_of(program, {"-h"});
    const std::string intro = "mosquitto version ";
    if (told.rfind(intro, 0) != 0) {
        throw EnvironmentError(program.string() + " is no mosquitto: it says '" + told + "'");
    }
    return told.substr(intro.size());
}

}  // namespace

scenarios::BrokerTraits Mosquitto::traits() const {
    const std::filesystem::path program = find_program(program_, "mosquitto");
    if (version_.empty()) {
        version_ = version_of(program);
        why_not_led_ = why_not(program).value_or("");
    }
    scenarios::BrokerTraits traits;
    traits.name = "mosquitto";
    traits.version = version_;
    traits.abilities = {
        "mqtt3",       "mqtt5",      "users",       "acl_read",          "acl_write",
        "acl_pattern", "reload_acl", "persistence", "crash_persistence", "save",
        "pause",       "qos2",       "tls",         "tls_identity"};
    traits.why_not_led = why_not_led_;
    if (why_not_led_.empty()) traits.abilities.insert("virtual_time");
    traits.keep_alive_window = keep_alive_window;
    traits.delay_window = delay_window;
    // It answers in under a millisecond; the rest is for two loaded cores that run many cases.
    traits.promptness = 2s;
    // Some things wait for the next round of its main loop, which takes up to 100 ms.
    traits.promptness_virtual = 150ms;
    return traits;
}

std::vector<std::string> Mosquitto::lacks(const scenarios::BrokerSection& section) const {
    std::vector<std::string> lacking;
    for (const auto& [user, _] : section.users) {
        if (!sound_user(user)) lacking.push_back("a user named '" + user + "'");
    }
    if (section.tls && section.tls->at_least == sim::TlsVersion::v1_0) {
        lacking.push_back("TLS 1.0");
    }
    for (const scenarios::AclRule& rule : section.acl) {
        if (rule.user && !sound_user(*rule.user)) {
            lacking.push_back("an ACL for a user named '" + *rule.user + "'");
        }
        for (const TopicFilter& filter : rule.topics) {
            if (!fits_line(filter.text())) {
                lacking.push_back("an ACL for the topic '" + filter.text() + "'");
            }
        }
    }
    return lacking;
}

LaunchPlan Mosquitto::prepare(const scenarios::BrokerSection& section,
                              const LaunchSite& site) const {
    const std::filesystem::path config = site.folder / mosquitto_names::config;
    write_text(config, mosquitto_config(section, site, geteuid() == 0));
    if (!section.users.empty()) {
        write_text(site.folder / mosquitto_names::passwords,
                   mosquitto_passwords(section.users, site.luck));
    }
    if (!section.acl.empty()) {
        write_text(site.folder / mosquitto_names::acl, mosquitto_acl(section.acl));
    }

    LaunchPlan plan;
    plan.program = find_program(program_, "mosquitto");
    // By its name alone: the broker's log says it, and it is to be the same in every run.
    plan.arguments = {"-c", mosquitto_names::config};
    plan.folder = site.folder;
    plan.address = plain_listener(section, site.listen);
    plan.reload = {SIGHUP, "Reloading config.", {}};
    if (section.persistence.enabled) {
        plan.save = {SIGUSR1, {}, site.folder / mosquitto_names::database};
    }
    return plan;
}

void Mosquitto::rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                            const std::filesystem::path& folder) const {
    const std::filesystem::path config = folder / mosquitto_names::config;
    write_text(folder / mosquitto_names::acl, mosquitto_acl(acl));
    write_text(config, with_acl_file(read_text(config)));
}

}  // namespace breakwire::harness
