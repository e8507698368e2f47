#include "harness/shell/declared.hpp"

#include <algorithm>
#include <sstream>

namespace breakwire::harness {

namespace {

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> words;
    std::istringstream in(list);
    for (std::string word; std::getline(in, word, ',');) words.push_back(word);
    return words;
}

std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const auto from = text.find(open);
    if (from == std::string::npos) return "";
    const auto begin = from + open.size();
    return text.substr(begin, text.find(close, begin) - begin);
}

/// CLI11 has what an option takes and what its checks say in one text: "VERSION:{3.1.1,5.0}",
/// "INT:INT in [1 - 100]".
void read_type(const std::string& type, DeclaredOption& option) {
    option.choices = split(between(type, ":{", "}"));
    option.range = between(type, " in [", "]");
    const bool checked = !option.choices.empty() || !option.range.empty();
    if (option.value.empty()) option.value = checked ? type.substr(0, type.find(':')) : type;
}

DeclaredOption declared(const CLI::Option& from) {
    DeclaredOption option;
    for (const std::string& name : from.get_snames()) option.names.push_back('-' + name);
    for (const std::string& name : from.get_lnames()) option.names.push_back("--" + name);
    if (from.get_positional()) option.value = from.get_name(true);
    if (from.get_items_expected_max() > 0) read_type(from.get_type_name(), option);
    option.help = from.get_description();
    option.preset = from.get_default_str();
    option.required = from.get_required();
    option.repeated = from.get_items_expected_max() > 1 ||
                      from.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
    return option;
}

}  // namespace

const DeclaredOption* DeclaredCommand::option(const std::string& wanted) const {
    const auto found = std::find_if(options.begin(), options.end(), [&](const auto& one) {
        return std::find(one.names.begin(), one.names.end(), wanted) != one.names.end();
    });
    return found == options.end() ? nullptr : &*found;
}

const DeclaredCommand* DeclaredCommand::command(const std::string& wanted) const {
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const auto& one) { return one.name == wanted; });
    return found == commands.end() ? nullptr : &*found;
}

std::vector<DeclaredOption> DeclaredCommand::arguments() const {
    std::vector<DeclaredOption> found;
    std::copy_if(options.begin(), options.end(), std::back_inserter(found),
                 [](const DeclaredOption& one) { return one.is_argument(); });
    return found;
}

DeclaredCommand declared(const CLI::App& app) {
    DeclaredCommand command;
    command.name = app.get_name();
    command.help = app.get_description();
    command.footer = app.get_footer();
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) command.options.push_back(declared(*option));
    }
    const auto any = [](const CLI::App*) { return true; };
    for (const CLI::App* below : app.get_subcommands(any)) {
        if (!below->get_group().empty()) command.commands.push_back(declared(*below));
    }
    return command;
}

}  // namespace breakwire::harness
