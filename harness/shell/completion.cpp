#include "harness/shell/completion.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace breakwire::harness {

namespace {

using Paths = Completions::Paths;

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

/// What stands before the word under way.
class Before {
public:
    Before(const DeclaredCommand& line, const std::vector<std::string>& words) : command_(&line) {
        for (std::size_t i = 0; i + 1 < words.size(); ++i) take(words[i]);
    }

    const DeclaredCommand& command() const { return *command_; }
    const DeclaredOption* awaits_value() const { return awaits_value_; }
    const std::vector<std::string>& arguments() const { return arguments_; }

    /// The argument of the command that comes next, or nullptr.
    const DeclaredOption* next_argument() const {
        const DeclaredOption* last = nullptr;
        std::size_t left = arguments_.size();
        for (const DeclaredOption& one : command_->options) {
            if (!one.is_argument()) continue;
            last = &one;
            if (left-- == 0) return last;
        }
        return last != nullptr && last->repeated ? last : nullptr;
    }

private:
    void take(const std::string& word) {
        if (awaits_value_ != nullptr) {
            awaits_value_ = nullptr;
        } else if (is_option(word)) {
            const DeclaredOption* option = command_->option(word);
            if (option != nullptr && !option->value.empty()) awaits_value_ = option;
        } else if (const DeclaredCommand* below = command_->command(word)) {
            command_ = below;
        } else {
            arguments_.push_back(word);
        }
    }

    const DeclaredCommand* command_;
    const DeclaredOption* awaits_value_ = nullptr;
    std::vector<std::string> arguments_;
};

std::vector<std::string> alternatives(const std::string& value) {
    std::vector<std::string> all;
    std::istringstream in(value);
    for (std::string one; std::getline(in, one, '|');) all.push_back(one);
    return all;
}

bool is_kind(const std::string& word) {
    return std::none_of(word.begin(), word.end(),
                        [](unsigned char letter) { return std::islower(letter) != 0; });
}

/// Collects what can be typed in the place of one value.
class Values {
public:
    Values(const ValueKinds& kinds, Typed typed) : kinds_(kinds), typed_(std::move(typed)) {}

    void add(const DeclaredOption& option) {
        for (const std::string& choice : option.choices) found_.words.push_back({choice});
        if (!option.choices.empty()) return;
        for (const std::string& one : alternatives(option.value)) add_alternative(one);
    }

    Completions found() && { return std::move(found_); }

private:
    /// "auto", "DRIVER", "scaled:N" or "KIND:FILE": what stands behind a colon comes once there
    /// is one.
    void add_alternative(const std::string& one) {
        const auto colon = one.find(':');
        if (colon == std::string::npos) return add_part(one, "");
        if (typed_.word.find(':') == std::string::npos) return add_part(one.substr(0, colon), ":");
        add_paths(one.substr(colon + 1));
    }
    void add_part(const std::string& part, const std::string& end) {
        if (!is_kind(part)) return found_.words.push_back({part + end});
        const auto kind = kinds_.find(part);
        if (kind == kinds_.end()) return;
        add_paths(part);
        if (!kind->second.words) return;
        for (auto& [text, about] : kind->second.words(typed_)) {
            found_.words.push_back({text + end, about});
        }
    }
    void add_paths(const std::string& part) {
        const auto kind = kinds_.find(part);
        if (kind != kinds_.end()) found_.paths = std::max(found_.paths, kind->second.paths);
    }

    const ValueKinds& kinds_;
    Typed typed_;
    Completions found_;
};

std::vector<Completions::Word> commands_of(const DeclaredCommand& line) {
    std::vector<Completions::Word> words;
    for (const DeclaredCommand& one : line.commands) words.push_back({one.name, one.help});
    return words;
}

std::vector<Completions::Word> options_of(const DeclaredCommand& command) {
    std::vector<Completions::Word> words;
    for (const DeclaredOption& one : command.options) {
        for (const std::string& name : one.names) words.push_back({name, one.help});
    }
    return words;
}

Completions with_beginning(const std::string& beginning, Completions all) {
    std::erase_if(all.words, [&](const auto& word) { return !word.text.starts_with(beginning); });
    return all;
}

/// "--report=ht": the value and the option are one word to the shell.
Completions complete_with_equals(const DeclaredOption& option, const std::string& word,
                                 const ValueKinds& kinds) {
    const auto equals = word.find('=');
    const std::string value = word.substr(equals + 1);
    Values values(kinds, {{}, value});
    values.add(option);
    Completions found = with_beginning(value, std::move(values).found());
    for (Completions::Word& one : found.words) one.text.insert(0, word, 0, equals + 1);
    return found;
}

}  // namespace

Completions complete(const DeclaredCommand& line, const std::vector<std::string>& words,
                     const ValueKinds& kinds) {
    const std::string word = words.empty() ? "" : words.back();
    const Before before(line, words);
    const DeclaredCommand& command = before.command();
    const auto equals = word.find('=');
    if (is_option(word) && equals != std::string::npos) {
        const DeclaredOption* option = command.option(word.substr(0, equals));
        return option == nullptr ? Completions() : complete_with_equals(*option, word, kinds);
    }
    ValueKinds all = kinds;
    all["COMMAND"] = {[&](const Typed&) { return commands_of(line); }, Paths::none};
    Values values(all, {before.arguments(), word});
    if (before.awaits_value() != nullptr) {
        values.add(*before.awaits_value());
        return with_beginning(word, std::move(values).found());
    }
    if (!word.empty() && word.front() == '-') {
        return with_beginning(word, {options_of(command), Paths::none});
    }
    if (!command.commands.empty()) return with_beginning(word, {commands_of(command)});
    if (const DeclaredOption* argument = before.next_argument()) values.add(*argument);
    return with_beginning(word, std::move(values).found());
}

std::string to_lines(const Completions& completions) {
    std::ostringstream out;
    for (const Completions::Word& word : completions.words) {
        // A shell shows one line for each.
        out << word.text << '\t' << word.about.substr(0, word.about.find('\n')) << '\n';
    }
    if (completions.paths == Paths::files) out << "\tfiles\n";
    if (completions.paths == Paths::folders) out << "\tfolders\n";
    return out.str();
}

}  // namespace breakwire::harness
