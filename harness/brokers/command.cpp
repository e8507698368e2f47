#include "harness/brokers/command.hpp"

#include <algorithm>
#include <csignal>

#include "harness/brokers/program.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/timeshim/can_lead.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

const std::map<std::string, int>& signals() {
    static const std::map<std::string, int> all{
        {"HUP", SIGHUP}, {"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"INT", SIGINT}};
    return all;
}

std::vector<std::string> signal_names() {
    std::vector<std::string> names;
    for (const auto& [name, _] : signals()) names.push_back(name);
    return names;
}

/// Holds the rest of a file in which {acl} stands, for when the rules change.
fs::path without_acl(const fs::path& file) { return file.string() + ".without-acl"; }

bool is_plain_name(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
}

std::string may_word(const std::map<std::string, std::string>& words, scenarios::Access may) {
    const std::string word = ValueType<scenarios::Access>::text(may);
    const auto known = words.find(word);
    return known != words.end() ? known->second : word;
}

}  // namespace

std::string fill_in_words(const std::string& text,
                          const std::map<std::string, std::string>& words) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string::npos;
        const auto known =
            end == std::string::npos ? words.end() : words.find(text.substr(at + 1, end - at - 1));
        if (known == words.end()) {
            out += text[at++];
        } else {
            out += known->second;
            at = end + 1;
        }
    }
    return out;
}

Fields<SignalAndLine> SignalAndLine::fields() {
    return Fields<SignalAndLine>("reload", "how a broker is told to read its files again")
        .optional("signal", &SignalAndLine::signal, "which signal it gets: HUP, USR1, USR2, INT")
        .required("log", &SignalAndLine::log, "part of the line of its log that says it has")
        .example("reload: {signal: HUP, log: Reloading config.}");
}

void SignalAndLine::validate(const Places& at) const {
    if (signals().contains(signal)) return;
    at.fail("signal", "is no signal that it can be told by" + suggestion(signal, signal_names()));
}

Fields<CommandBroker> CommandBroker::fields() {
    return Fields<CommandBroker>(
               "command",
               "any broker, started by a command line; {host}, {port}, {dir}, "
               "{users}, {acl}, {persistence} and {websocket} stand for what a case has")
        .required("command", &CommandBroker::command_, "the program and its arguments")
        .optional("name", &CommandBroker::name_, "what it is called; its file's name if absent")
        .optional("version", &CommandBroker::version_, "its version, for reports and deviations")
        .optional("environment", &CommandBroker::environment_, "variables beside ours")
        .optional("files", &CommandBroker::files_, "texts that it reads, by name, in its folder")
        .optional("user_line", &CommandBroker::user_line_,
                  "what {users} has for each, with {user} and {password}; absent: no accounts")
        .optional(
            "acl_line", &CommandBroker::acl_line_,
            "what {acl} has for each topic of a rule, with {user}, {may} and {topic}; absent: "
            "no rules")
        .optional("everybody", &CommandBroker::everybody_,
                  "what {user} is in rules for everybody; absent: there are none")
        .optional("may_words", &CommandBroker::may_words_,
                  "what {may} is for none, read, write, readwrite, where it is another word")
        .optional("persistence", &CommandBroker::persistence_,
                  "what {persistence} is where sessions are to outlive the broker; absent: they "
                  "cannot")
        .optional("websocket", &CommandBroker::websocket_,
                  "what {websocket} is where devices come through WebSockets, with {port}; absent: "
                  "they cannot")
        .optional("abilities", &CommandBroker::abilities_,
                  "what it can do: mqtt3, mqtt5, qos2, users, acl_read, acl_write, acl_pattern, "
                  "reload_acl, persistence, crash_persistence, pause")
        .optional("virtual_time", &CommandBroker::virtual_time_,
                  "whether it can be led: one thread that owns time")
        .optional("threads", &CommandBroker::has_threads_,
                  "whether threads work for that one, which is then awaited")
        .optional("ready_log", &CommandBroker::ready_log_,
                  "part of the line of its log that says it is ready; absent: it answers a CONNECT")
        .optional("reload", &CommandBroker::reload_, "how it reads its files again")
        .optional("stop_status", &CommandBroker::stop_status_, "its exit status after SIGTERM")
        .optional("keep_alive_factor", &CommandBroker::keep_alive_factor_,
                  "after how many times keep alive it drops a silent client")
        .optional("keep_alive_late", &CommandBroker::keep_alive_late_,
                  "how much later than that it may be")
        .optional("promptness", &CommandBroker::promptness_,
                  "how long it may take for what it does at once")
        .example("driver: command, command: [my-broker, --port, \"{port}\"], abilities: [mqtt3]");
}

void CommandBroker::validate(const Places& at) const {
    if (command_.empty()) at.fail("command", "is empty");
    for (const auto& [name, _] : files_) {
        if (!is_plain_name(name)) at.fail("files", "holds '" + name + "', which is no plain name");
    }
    const std::vector<std::string> words{"none", "read", "write", "readwrite"};
    for (const auto& [word, _] : may_words_) {
        if (std::find(words.begin(), words.end(), word) != words.end()) continue;
        at.fail("may_words", "holds '" + word + "', which is none" + suggestion(word, words));
    }
    if (keep_alive_factor_ < 1) at.fail("keep_alive_factor", "is below 1");
    if (stop_status_ < 0 || stop_status_ > 255) at.fail("stop_status", "is not from 0 to 255");
    check_abilities(abilities_, at);
}

scenarios::BrokerTraits CommandBroker::traits() const {
    const fs::path program = find_program(command_.front(), "");
    scenarios::BrokerTraits traits;
    traits.name = name_.empty() ? program.filename().string() : name_;
    traits.version = version_;
    traits.abilities = {abilities_.begin(), abilities_.end()};
    traits.why_not_led = virtual_time_ ? why_not(program).value_or("")
                                       : "is not said to be one that can be led (virtual_time)";
    if (traits.why_not_led.empty()) traits.abilities.insert("virtual_time");
    if (websocket_) traits.abilities.insert("websocket");
    declare_times(traits, keep_alive_factor_, keep_alive_late_, promptness_);
    return traits;
}

std::vector<std::string> CommandBroker::lacks(const scenarios::BrokerSection& section) const {
    std::vector<std::string> lacking;
    if (!section.users.empty() && !user_line_) lacking.push_back("a way to be told users");
    if (!section.acl.empty() && !acl_line_) lacking.push_back("a way to be told rules");
    for (const scenarios::AclRule& rule : section.acl) {
        if (rule.user || everybody_ || !acl_line_) continue;
        lacking.push_back("rules for everybody");
        break;
    }
    if (section.persistence.enabled && !persistence_) lacking.push_back("persistence");
    if (section.persistence.autosave) lacking.push_back("an interval for saving");
    if (section.tls) lacking.push_back("a way to be told about TLS");
    const scenarios::BrokerLimits& limits = section.limits;
    if (limits.queued_messages || limits.inflight_messages || limits.packet_size) {
        lacking.push_back("a way to be told limits");
    }
    return lacking;
}

std::string CommandBroker::acl_text(const std::vector<scenarios::AclRule>& acl) const {
    std::string text;
    for (const scenarios::AclRule& rule : acl) {
        for (const TopicFilter& filter : rule.topics) {
            text +=
                fill_in_words(*acl_line_, {{"user", rule.user.value_or(everybody_.value_or(""))},
                                           {"may", may_word(may_words_, rule.may)},
                                           {"topic", filter.text()}});
            text += '\n';
        }
    }
    return text;
}

CommandBroker::Words CommandBroker::words_for(const scenarios::BrokerSection& section,
                                              const LaunchSite& site) const {
    std::string users;
    for (const auto& [user, password] : section.users) {
        users += fill_in_words(*user_line_, {{"user", user}, {"password", password}}) + '\n';
    }
    std::string websocket;
    if (site.websocket && websocket_) {
        websocket = fill_in_words(*websocket_, {{"port", std::to_string(site.websocket->port)}});
    }
    return {{"host", site.listen.host},
            {"websocket", websocket},
            {"port", std::to_string(site.listen.port)},
            {"dir", site.folder.string()},
            {"users", users},
            {"persistence", section.persistence.enabled ? *persistence_ : ""}};
}

LaunchPlan CommandBroker::prepare(const scenarios::BrokerSection& section,
                                  const LaunchSite& site) const {
    const Words words = words_for(section, site);
    for (const auto& [name, text] : files_) {
        const std::string filled = fill_in_words(text, words);
        write_text(without_acl(site.folder / name), filled);
        write_text(site.folder / name, fill_in_words(filled, {{"acl", acl_text(section.acl)}}));
    }
    LaunchPlan plan;
    plan.program = find_program(command_.front(), "");
    for (std::size_t i = 1; i < command_.size(); ++i) {
        plan.arguments.push_back(fill_in_words(command_[i], words));
    }
    for (const auto& [name, value] : environment_) {
        plan.environment[name] = fill_in_words(value, words);
    }
    plan.folder = site.folder;
    plan.has_threads = has_threads_;
    plan.address = site.listen;
    plan.ready_log = ready_log_.value_or("");
    plan.stop_status = static_cast<int>(stop_status_);
    if (reload_) plan.reload = SignalCommand{signals().at(reload_->signal), reload_->log, {}};
    return plan;
}

void CommandBroker::rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                                const fs::path& folder) const {
    if (!acl_line_) throw EnvironmentError("this broker has no way to be told rules: acl_line");
    for (const auto& [name, _] : files_) {
        const std::string rest = read_text(without_acl(folder / name));
        write_text(folder / name, fill_in_words(rest, {{"acl", acl_text(acl)}}));
    }
}

}  // namespace breakwire::harness
