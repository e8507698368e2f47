#pragma once

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

/// A signal, as a broker file names it, and the line of the log that shows it has been obeyed.
struct SignalAndLine {
    std::string signal = "HUP";  ///< without SIG
    std::string log;

    static Fields<SignalAndLine> fields();
    void validate(const Places& at) const;
};

/// Any broker, described by a template: a command line, the text of its files, and what it can do.
///
/// In commands, files and the environment these words stand for what a case has: {host}, {port},
/// {dir} (the case's folder, in which it runs), {users}, {acl} and {persistence}. Braces around
/// anything else stay as they are.
class CommandBroker final : public BrokerDriver {
public:
    static Fields<CommandBroker> fields();
    void validate(const Places& at) const;

    scenarios::BrokerTraits traits() const override;
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override;
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override;
    void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                     const std::filesystem::path& folder) const override;

private:
    using Words = std::map<std::string, std::string>;
    Words words_for(const scenarios::BrokerSection& section, const LaunchSite& site) const;
    std::string acl_text(const std::vector<scenarios::AclRule>& acl) const;

    std::vector<std::string> command_;
    std::string name_;
    std::string version_ = "of unknown version";
    std::map<std::string, std::string> environment_;
    std::map<std::string, std::string> files_;
    std::optional<std::string> user_line_;
    std::optional<std::string> acl_line_;
    std::optional<std::string> everybody_;
    std::map<std::string, std::string> may_words_;
    std::optional<std::string> persistence_;
    std::optional<std::string> websocket_;
    std::vector<std::string> abilities_;
    bool virtual_time_ = false;
    bool has_threads_ = false;
    std::optional<std::string> ready_log_;
    std::optional<SignalAndLine> reload_;
    std::int64_t stop_status_ = 0;
    double keep_alive_factor_ = 1.5;
    Duration keep_alive_late_ = 10s;
    Duration promptness_ = 2s;
};

/// `text` with each {word} that is known replaced by what it stands for; what is put in is not
/// looked at again.
std::string fill_in_words(const std::string& text, const std::map<std::string, std::string>& words);

/// What a broker file may say that a broker can do: those of the known abilities for which saying
/// so is enough.
const std::vector<std::string>& declarable_abilities();

/// A mistake for each that is none.
void check_abilities(const std::vector<std::string>& abilities, const Places& at);

/// From `factor` times keep alive, less a second for brokers that count whole ones, until `late`
/// after it.
scenarios::Window declared_keep_alive_window(Duration keep_alive, double factor, Duration late);

/// When a broker does things, as a broker file says: the window above, delays counted in whole
/// seconds, and how long it may take for what it does at once.
void declare_times(scenarios::BrokerTraits& traits, double factor, Duration late,
                   Duration promptness);

}  // namespace breakwire::harness
