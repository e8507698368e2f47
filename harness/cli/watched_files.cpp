#include "harness/cli/watched_files.hpp"

#include <algorithm>
#include <map>

#include "harness/cli/scenario_files.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

/// The same for every way to name a file, links included.
fs::path true_path(const fs::path& path) { return fs::weakly_canonical(fs::absolute(path)); }

/// Paths count from the folder of the file they stand in.
void add_named_files(const Node& node, Files& files) {
    for (const Node& item : node.items) add_named_files(item, files);
    for (const Node::Entry& entry : node.entries) add_named_files(entry.value, files);
    if (!node.is_scalar() || node.text.empty() || node.text.size() > 255) return;
    const fs::path named = fs::path(node.at.file.text()).parent_path() / node.text;
    std::error_code is_no_path;
    if (fs::is_regular_file(named, is_no_path)) files.insert(true_path(named));
}

/// `folder` and those in it, but for hidden ones and for what runs leave behind.
void add_folders(const fs::path& folder, Files& folders) {
    folders.insert(true_path(folder));
    std::error_code gone;
    for (auto at = fs::recursive_directory_iterator(folder, gone); at != fs::end(at);
         at.increment(gone)) {
        if (!at->is_directory(gone)) continue;
        const std::string name = at->path().filename().string();
        if (name.front() == '.' || name == "breakwire-runs") {
            at.disable_recursion_pending();
        } else {
            folders.insert(true_path(at->path()));
        }
    }
}

bool has(const Files& changed, fs::path file) {
    for (; file != file.root_path(); file = file.parent_path()) {
        if (changed.contains(file)) return true;
    }
    return false;
}

}  // namespace

Files files_of(const scenarios::Scenario& scenario) {
    Files files{true_path(scenario.file)};
    for (const std::string& file : scenario.included) files.insert(true_path(file));
    for (const auto& device : scenario.devices) add_named_files(device.settings(), files);
    add_named_files(scenario.steps, files);
    return files;
}

Files files_of_all(const RunOptions& options) {
    Files files;
    if (!options.broker_file.empty() && !names_driver(options.broker_file)) {
        files.insert(true_path(options.broker_file));
    }
    if (!options.bench_file.empty()) files.insert(true_path(options.bench_file));
    if (options.no_deviations) return files;
    if (!options.deviations_file.empty()) {
        files.insert(true_path(options.deviations_file));
        return files;
    }
    for (const fs::path& file : shipped_deviations(library_folder())) {
        files.insert(true_path(file));
    }
    return files;
}

Files folders_of(const std::vector<std::string>& paths) {
    Files folders;
    if (paths.empty()) add_folders(library_folder(), folders);
    for (const std::string& path : paths) {
        const fs::path inside = library_folder() / path;
        const fs::path named = fs::exists(path) ? fs::path(path) : inside;
        if (fs::is_directory(named)) add_folders(named, folders);
    }
    for (const ScenarioFile& file : find_scenarios(paths, library_folder())) {
        folders.insert(true_path(file.path).parent_path());
    }
    return folders;
}

Files folders_with(const std::set<std::string>& files) {
    Files folders;
    for (const std::string& file : files) folders.insert(true_path(file).parent_path());
    return folders;
}

bool has_any(const Files& changed, const Files& files) {
    return std::any_of(files.begin(), files.end(),
                       [&](const fs::path& file) { return has(changed, file); });
}

void keep_concerned(Plan& plan, const Files& changed, const RunOptions& options) {
    if (has_any(changed, files_of_all(options))) return;
    std::map<const scenarios::Scenario*, bool> concerned;
    for (const Case& one : plan.cases) {
        const auto [at, is_new] = concerned.try_emplace(one.scenario.get());
        if (is_new) at->second = has_any(changed, files_of(*one.scenario));
    }
    std::erase_if(plan.cases, [&](const Case& one) { return !concerned.at(one.scenario.get()); });
}

}  // namespace breakwire::harness
