#include "harness/cli/statements.hpp"

#include <fmt/format.h>

#include <array>
#include <iostream>
#include <regex>

#include "harness/cli/command.hpp"
#include "harness/cli/judges.hpp"
#include "harness/cli/loading.hpp"
#include "sim/mqtt/malform.hpp"

namespace breakwire::harness {
namespace {

using mqtt::Statement;

/// What `--judged` takes, and what the line at the end calls it.
struct JudgedWord {
    JudgedBy judged;
    const char* word;
    const char* counted;
};

constexpr std::array judged_words{
    JudgedWord{JudgedBy::law, "law", "by laws"},
    JudgedWord{JudgedBy::scenarios, "scenarios", "by scenarios alone"},
    JudgedWord{JudgedBy::device, "device", "are the device's"},
    JudgedWord{JudgedBy::unseen, "unseen", "cannot be seen"},
    JudgedWord{JudgedBy::nobody, "nobody", "by nobody yet"}};

struct StatementOptions {
    std::vector<std::string> words;
    std::vector<std::string> judged;
    std::vector<std::string> versions;
    std::vector<std::string> binds;
};

bool contains(const std::vector<std::string>& wanted, std::string_view word) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), word) != wanted.end();
}

/// An id means itself alone; anything else the ids and sections that begin with it, and the
/// sentences in which it stands.
bool matches(const Statement& statement, const std::string& word) {
    if (mqtt::find_statement(word) != nullptr) return statement.id == word;
    return statement.id.starts_with(word) || (statement.section() + '.').starts_with(word + '.') ||
           statement.text.find(word) != std::string::npos;
}

bool wanted(const Statement& statement, const StatementOptions& options) {
    const auto standard = statement.standard();
    return contains(options.versions, standard ? to_string(*standard) : "") &&
           contains(options.binds, to_string(statement.binds)) &&
           (options.words.empty() ||
            std::any_of(options.words.begin(), options.words.end(),
                        [&](const auto& word) { return matches(statement, word); }));
}

const JudgedWord& word_of(JudgedBy judged) {
    return *std::find_if(judged_words.begin(), judged_words.end(),
                         [&](const JudgedWord& each) { return each.judged == judged; });
}

/// "402 statements: 19 by laws, 128 by scenarios alone, 34 are the device's, ...".
std::string sum(const std::map<JudgedBy, std::size_t>& counts) {
    std::size_t all = 0;
    std::string parts;
    for (const auto& [judged, count] : counts) {
        all += count;
        parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", count, word_of(judged).counted);
    }
    return fmt::format("{} statement{}: {}\n", all, all == 1 ? "" : "s", parts);
}

int list_statements(const StatementOptions& options) {
    const std::vector<LoadedScenario> library = load_or_tell({});
    const Judges judges(library);
    std::map<JudgedBy, std::size_t> counts;
    for (const Statement& statement : mqtt::statements()) {
        const JudgedBy judged = judges.of(statement);
        if (!wanted(statement, options) || !contains(options.judged, word_of(judged).word)) {
            continue;
        }
        ++counts[judged];
        std::cout << fmt::format("{:<14} {:<7} {:<28} {}\n", statement.id,
                                 to_string(statement.binds), judges.in_words(statement),
                                 statement.text);
    }
    if (counts.empty()) throw ConfigError("no statement is like that");
    std::cout << sum(counts);
    return 0;
}

void add_choice(CLI::App& command, const std::string& name, std::vector<std::string>& choice,
                const std::vector<std::string>& words, const std::string& help) {
    command.add_option(name, choice, help)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->check(CLI::IsMember(words));
}

std::string standard_in_words(const Statement& statement) {
    const auto standard = statement.standard();
    if (!standard) return "Breakwire's own";
    return fmt::format("MQTT {}, section {}", to_string(*standard), statement.section());
}

/// Malformed packets that break it: what a scenario could send.
std::string mistakes_against(const Statement& statement) {
    // The ids of a row are text: "v311/3.8.3-3, v311/3.8.3-4".
    const std::regex whole(statement.id + "(?![0-9])");
    std::string out;
    for (const mqtt::Malformation& row : mqtt::malformations()) {
        const std::string named = std::string(row.v3_1_1) + ' ' + std::string(row.v5_0);
        if (!std::regex_search(named, whole)) continue;
        out += fmt::format("  broken by  {}: {}\n", row.name, row.help);
    }
    return out;
}

}  // namespace

bool names_a_statement(const std::string& topic) {
    return topic.starts_with("v311/") || topic.starts_with("v5/") || topic.starts_with("BW-");
}

std::string explain_statement(const std::string& id) {
    const Statement* statement = mqtt::find_statement(id);
    if (statement == nullptr) throw ConfigError(mqtt::unknown_statement(id));
    const std::vector<LoadedScenario> library = load_or_tell({});
    const Judges judges(library);
    std::string out =
        fmt::format("statement {} ({}; binds {}): {}\n\n", id, standard_in_words(*statement),
                    to_string(statement->binds), statement->text);
    out += fmt::format("  judged by  {}\n", judges.in_words(*statement));
    if (statement->judged == mqtt::Judged::at_client ||
        statement->judged == mqtt::Judged::by_nobody) {
        out += fmt::format("  because    {}\n", statement->judge);
    }
    for (const auto& [scenario, name] : judges.scenarios(*statement)) {
        out += fmt::format("  scenario   {}: {}\n", scenario, name);
    }
    return out + mistakes_against(*statement);
}

void add_statements(CLI::App& line, Task& task) {
    CLI::App* command = line.add_subcommand(
        "statements", "lists the normative statements of MQTT, and what judges each");
    command->footer(
        "Examples: breakwire statements 3.1.2 --mqtt 5.0   one section\n"
        "          breakwire statements will               those about wills\n"
        "          breakwire statements --judged nobody    what no law and no scenario looks at\n"
        "          breakwire explain v5/3.1.2-22           one of them, with its scenarios");
    auto options = std::make_shared<StatementOptions>();
    command->add_option("WORDS", options->words,
                        "ids, beginnings of ids, sections, or a word of the sentence; any of them");
    std::vector<std::string> judged;
    for (const JudgedWord& each : judged_words) judged.emplace_back(each.word);
    add_choice(*command, "--judged", options->judged, judged, "only those that are judged so");
    add_choice(*command, "--mqtt", options->versions, {"3.1.1", "5.0"},
               "only statements of this version");
    add_choice(*command, "--binds", options->binds, {"server", "client", "both"},
               "only those that bind this end");
    command->callback([&task, options] { task = [options] { return list_statements(*options); }; });
}

}  // namespace breakwire::harness
