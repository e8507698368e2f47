#include "devices/processes/program.hpp"

#include <boost/algorithm/string/replace.hpp>

#include "devices/processes/program_client.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::devices {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;

Words placeholders(const ProgramHost& host, const ClientSettings& settings,
                   const ClientIdentity& identity) {
    return {{"{host}", host.broker_host()},
            {"{port}", std::to_string(host.broker_port())},
            {"{client_id}", identity.client_id},
            {"{user}", identity.user.value_or("")},
            {"{password}", identity.password.value_or("")},
            {"{keep_alive}", std::to_string(settings.keep_alive / 1s)},
            {"{mqtt}", identity.version == mqtt::Version::v5_0 ? "5" : "311"}};
}

/// Without TLS they stand for nothing.
void add_tls(const StackContext& context, const ClientSettings& settings, Words& words) {
    TlsFiles files;
    if (settings.tls && context.world.write_tls_files) {
        files = context.world.write_tls_files(context.device);
    }
    words.emplace_back("{ca}", files.authority);
    words.emplace_back("{certificate}", files.certificate);
    words.emplace_back("{key}", files.key);
}

std::string fill_in(std::string text, const Words& words) {
    for (const auto& [placeholder, value] : words) {
        boost::algorithm::replace_all(text, placeholder, value);
    }
    return text;
}

}  // namespace

Fields<ProgramStack> ProgramStack::fields() {
    return Fields<ProgramStack>("program", "any program that is an MQTT client")
        .required("command", &ProgramStack::command_,
                  "the program and its arguments; {host}, {port}, {client_id}, {user}, {password}, "
                  "{keep_alive} in seconds, {mqtt} (311 or 5) and, with `tls`, the files {ca}, "
                  "{certificate} and {key} are filled in")
        .optional("environment", &ProgramStack::environment_, "variables it gets besides ours")
        .optional("available", &ProgramStack::available_,
                  "a command that succeeds where all it needs is installed; where it fails, or the "
                  "program is not there, the case is skipped");
}

void ProgramStack::check(const ClientSettings&, const Places& at) const {
    if (command_.empty()) at.fail("command", "is empty");
    for (const char* own : {"will", "clean", "session_expiry", "receive_maximum", "reconnect"}) {
        if (at.has(own)) at.fail(own, "is the program's own affair; use its arguments");
    }
}

std::optional<ProgramNeed> ProgramStack::need() const {
    return ProgramNeed{command_.front(), available_};
}

std::unique_ptr<Client> ProgramStack::make(const StackContext& context,
                                           const ClientSettings& settings,
                                           const ClientIdentity& identity,
                                           ClientEvents& events) const {
    BREAKWIRE_INVARIANT(context.world.make_program_host != nullptr);
    auto host = context.world.make_program_host(context.device, context.address);
    Words words = placeholders(*host, settings, identity);
    add_tls(context, settings, words);
    sim::ChildCommand command;
    for (const std::string& word : command_) command.arguments.push_back(fill_in(word, words));
    for (const auto& [name, value] : environment_) {
        command.environment.emplace_back(name, fill_in(value, words));
    }
    const bool sealed = settings.tls && settings.tls->mode == sim::TlsMode::passthrough;
    return std::make_unique<ProgramClient>(context, std::move(host), std::move(command), sealed,
                                           events);
}

}  // namespace breakwire::devices
