#include "harness/shell/man_page.hpp"

#include <map>
#include <sstream>

namespace breakwire::harness {

namespace {

/// Letters that roff takes for something else, or prints as something that cannot be pasted.
std::string escaped(const std::string& text) {
    static const std::map<char, std::string> letters{
        {'\\', "\\e"},  {'\'', "\\(aq"}, {'`', "\\(ga"}, {'^', "\\(ha"},
        {'~', "\\(ti"}, {'"', "\\(dq"},  {'-', "\\-"}};
    std::string out;
    for (const char letter : text) {
        const auto known = letters.find(letter);
        out += known == letters.end() ? std::string(1, letter) : known->second;
    }
    return out;
}

/// As one argument of a macro, which is no macro itself.
std::string argument(const std::string& text) { return "\"\\&" + escaped(text) + '"'; }

/// Lines of running text; none begins with what roff takes for a request.
std::string lines(const std::string& text) {
    std::string out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string::npos) continue;
        const bool request = line[begin] == '.' || line[begin] == '\'';
        out += (request ? "\\&" : "") + escaped(line.substr(begin)) + '\n';
    }
    return out;
}

/// Lines as they stand.
std::string display(const std::string& text) {
    std::string out = ".Bd -literal -offset indent\n";
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        out += (line.empty() ? "" : "\\&") + escaped(line) + '\n';
    }
    return out + ".Ed\n";
}

std::string flag(const std::string& name) {
    const bool long_name = name.starts_with("--");
    return (long_name ? "Fl Fl " : "Fl ") + argument(name.substr(long_name ? 2 : 1));
}

/// What stands for a value: its name, or the choices there are.
std::string value_of(const DeclaredOption& option) {
    if (option.choices.empty()) return option.value;
    std::string out;
    for (const std::string& choice : option.choices) out += (out.empty() ? "" : "|") + choice;
    return out;
}

std::string head_of(const DeclaredOption& option) {
    std::string out = ".It";
    for (const std::string& name : option.names) {
        out += (out == ".It" ? " " : " , ") + flag(name);
    }
    if (!option.value.empty()) out += " Ar " + argument(value_of(option));
    return out + '\n';
}

std::string about(const DeclaredOption& option) {
    std::string out = lines(option.help);
    if (!option.range.empty()) out += lines("(" + option.range + ")");
    if (!option.preset.empty()) out += lines("(default: " + option.preset + ")");
    return out;
}

std::string list_of(const std::vector<DeclaredOption>& options) {
    std::string out;
    for (const DeclaredOption& option : options) out += head_of(option) + about(option);
    return out.empty() ? "" : ".Bl -tag -width indent\n" + out + ".El\n";
}

std::string synopsis(const DeclaredCommand& command) {
    std::string out = ".Nm breakwire Cm " + argument(command.name) + "\n.Op Ar options\n";
    for (const DeclaredOption& one : command.arguments()) {
        out += (one.required ? ".Ar " : ".Op Ar ") + argument(one.value);
        out += one.repeated ? " ...\n" : "\n";
    }
    return out;
}

std::string section(const DeclaredCommand& command) {
    std::string out = ".Ss " + argument(command.name) + '\n' + lines(command.help) + ".Pp\n";
    out += synopsis(command) + list_of(command.options);
    if (!command.footer.empty()) out += display(command.footer);
    return out;
}

constexpr const char* files = R"(.Bl -tag -width indent
.It Pa breakwire\-runs/
Folders of the cases that did not pass:
.Pa record.jsonl
with every event and every packet,
.Pa case.json
with the verdict and its evidence, and the logs.
.It Pa ../share/breakwire/scenarios
The shipped scenarios, seen from the program.
.El
)";

constexpr const char* environment = R"(.Bl -tag -width indent
.It Ev NO_COLOR
No colours on a terminal.
.It Ev TMPDIR
Where the files of brokers are while their cases run.
.El
)";

}  // namespace

std::string man_page(const DeclaredCommand& line, const ManPageFacts& facts) {
    std::string out =
        ".\\\" Written by `breakwire man\\-page` from the declarations of its options.\n";
    out += ".Dd " + facts.date + "\n.Dt BREAKWIRE 1\n.Os \"Breakwire " + facts.version + "\"\n";
    out += ".Sh NAME\n.Nm breakwire\n.Nd test harness and simulator for MQTT\n";
    out += ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar options\n.Nm\n.Fl Fl version\n";
    out += ".Sh DESCRIPTION\n" + lines(line.help);
    out += ".Pp\nWhat scenarios are made of, \\(dqbreakwire explain\\(dq says.\n";
    out += ".Sh COMMANDS\n";
    for (const DeclaredCommand& command : line.commands) out += section(command);
    out += ".Sh ENVIRONMENT\n" + std::string(environment) + ".Sh FILES\n" + files;
    out += ".Sh EXIT STATUS AND FIRST STEPS\n" + display(line.footer);
    return out + ".Sh SEE ALSO\n.Xr tshark 1 ,\n.Xr mosquitto 8\n";
}

}  // namespace breakwire::harness
