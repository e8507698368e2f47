#include "harness/cli/recipe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include <array>
#include <filesystem>
#include <set>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/broker_choice.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/shell_word.hpp"
#include "harness/cli/told_lie.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "sim/base/bytes.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

/// As `sha256sum` prints it.
std::string sha256(const std::string& text) {
    std::array<std::byte, 32> digest{};
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha256(), nullptr);
    return to_hex(digest);
}

std::string absolute(const std::string& file) {
    return file.empty() ? file : fs::absolute(file).lexically_normal().string();
}

/// The CSV files that `node` names for waveforms, wherever it does.
void find_tables(const Node& node, std::set<std::string>& found) {
    for (const Node& item : node.items) find_tables(item, found);
    for (const Node::Entry& entry : node.entries) {
        const Node* file = entry.key == "csv" ? entry.value.find("file") : nullptr;
        if (file != nullptr && file->is_scalar()) {
            found.insert((fs::path(file->at.file.text()).parent_path() / file->text).string());
        }
        find_tables(entry.value, found);
    }
}

/// Those that a file of a scenario names. One whose path has a parameter in it is not found.
std::set<std::string> tables_in(const std::string& file) {
    Mistakes mistakes;
    std::set<std::string> found;
    const auto document = scenarios::read_yaml(read_text(file), file, mistakes);
    if (document) find_tables(*document, found);
    std::erase_if(found, [](const std::string& each) { return !fs::is_regular_file(each); });
    return found;
}

}  // namespace

reports::Recipe recipe_of(const RunOptions& options, const scenarios::Scenario& scenario) {
    reports::Recipe recipe;
    recipe.version = version();
    recipe.scenario_file = absolute(scenario.file);
    const bool by_name = names_driver(options.broker_file);
    recipe.broker_file = by_name ? options.broker_file : absolute(options.broker_file);
    recipe.deviations_file = absolute(options.deviations_file);
    recipe.bench_file = absolute(options.bench_file);
    recipe.cast = options.cast;
    if (!options.lie.empty()) recipe.lie_file = absolute(lie_file_of(options));
    recipe.no_deviations = options.no_deviations;
    recipe.real_tcp = options.real_tcp;
    recipe.time_limit = options.time_limit;
    for (const std::string& file : {recipe.scenario_file, recipe.broker_file,
                                    recipe.deviations_file, recipe.bench_file, recipe.lie_file}) {
        if (!file.empty() && fs::path(file).is_absolute())
            recipe.sha256[file] = sha256(read_text(file));
    }
    std::set<std::string> parts(scenario.included.begin(), scenario.included.end());
    parts.insert(scenario.file);
    std::set<std::string> read = parts;
    for (const std::string& part : parts) read.merge(tables_in(part));
    for (const std::string& file : read) recipe.sha256[absolute(file)] = sha256(read_text(file));
    return recipe;
}

std::map<std::string, std::string> named_settings(const scenarios::Scenario& scenario) {
    std::map<std::string, std::string> named;
    for (const scenarios::Setting& setting : scenario.settings) {
        if (!setting.label.empty()) named[setting.name] = setting.value.text;
    }
    return named;
}

std::string repeat_command(const Case& one, const RunOptions& options) {
    std::string command = "breakwire run " + shell_word(one.scenario->file) + " --mqtt " +
                          std::string(to_string(one.version)) + " --seed " +
                          std::to_string(one.seed);
    if (!one.mutations.empty())
        command += fmt::format(" --mutate {}", fmt::join(one.mutations, ","));
    if (!options.broker_file.empty()) command += " --broker " + shell_word(options.broker_file);
    if (!options.bench_file.empty()) command += " --bench " + shell_word(options.bench_file);
    for (const std::string& each : options.cast) command += " --cast " + shell_word(each);
    if (!options.lie.empty()) command += " --lie " + shell_word(options.lie);
    if (!options.lie_file.empty()) command += " --lie-file " + shell_word(options.lie_file);
    if (options.time) command += " --time " + options.time->text();
    if (options.real_tcp) command += " --tcp";
    if (!options.devices.all()) command += " --shard devices:" + options.devices.text();
    for (const scenarios::Setting& setting : one.scenario->settings) {
        if (setting.label.empty()) continue;
        command += " --set " + shell_word(set_option(setting.name, {setting.value.text}));
    }
    return command;
}

RunOptions options_of(const reports::CaseResult& result) {
    const reports::Recipe& recipe = result.recipe;
    if (recipe.scenario_file.empty()) {
        throw ConfigError(result.folder + ": case.json does not say how it was run");
    }
    RunOptions options;
    options.paths = {recipe.scenario_file};
    options.only_case = result.id;
    options.filter.versions = {result.mqtt};
    options.jobs = 1;
    options.seed = result.seed;
    options.mutations = result.mutations;
    for (const auto& [name, value] : recipe.parameters) options.set[name] = {value};
    options.time = parse_time_mode(result.time_mode);
    options.devices = parse_device_shard("devices:" + result.shard).value_or(options.devices);
    options.broker_file = recipe.broker_file;
    options.bench_file = recipe.bench_file;
    options.cast = recipe.cast;
    options.lie = result.lie;
    options.lie_file = recipe.lie_file;
    options.deviations_file = recipe.deviations_file;
    options.no_deviations = recipe.no_deviations;
    options.real_tcp = recipe.real_tcp;
    options.time_limit = recipe.time_limit;
    return options;
}

std::vector<std::string> changes_since(const reports::Recipe& recipe, const std::string& version) {
    std::vector<std::string> changes;
    for (const auto& [file, before] : recipe.sha256) {
        if (!fs::exists(file)) {
            changes.push_back(file + " is not there any more");
        } else if (sha256(read_text(file)) != before) {
            changes.push_back(file + " has changed since");
        }
    }
    if (recipe.version != version) {
        changes.push_back("it was run by breakwire " + recipe.version + ", this is " + version);
    }
    return changes;
}

}  // namespace breakwire::harness
