#include "harness/cli/scenario_files.hpp"

#include <algorithm>
#include <set>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

bool is_inside(const fs::path& path, const fs::path& folder) {
    const auto [end, _] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
}

/// As people like to read it: relative where it is below the working directory.
fs::path shown(const fs::path& path) {
    const fs::path here = fs::current_path();
    return is_inside(path, here) ? path.lexically_relative(here) : path;
}

bool lists_deviations(const fs::path& path) {
    const std::string name = path.filename().string();
    return name == "deviations.yaml" ||
           (name.starts_with("deviations_") && path.extension() == ".yaml");
}

bool is_scenario(const fs::path& path) {
    const std::string extension = path.extension().string();
    const bool shared = path.filename().string().front() == '_';  // for others to include
    return (extension == ".yaml" || extension == ".yml") && !lists_deviations(path) && !shared;
}

/// All scenario files in and below a folder, sorted; hidden folders are left out.
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (auto at = fs::recursive_directory_iterator(folder); at != fs::end(at); ++at) {
        if (at->is_directory() && at->path().filename().string().front() == '.') {
            at.disable_recursion_pending();
        } else if (at->is_regular_file() && is_scenario(at->path())) {
            files.push_back(at->path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Finds files and gives each its name.
class Search {
public:
    explicit Search(const fs::path& library)
        : library_(fs::exists(library) ? fs::canonical(library) : library) {}

    void look_at(const std::string& argument) {
        const fs::path path = resolve(argument);
        if (!fs::is_directory(path)) return add(path, path.parent_path());
        const std::vector<fs::path> files = files_below(path);
        if (files.empty()) throw ConfigError(argument + ": no scenario (*.yaml) is in this folder");
        for (const fs::path& file : files) add(file, path);
    }
    std::vector<ScenarioFile> found() && { return std::move(found_); }

private:
    fs::path resolve(const std::string& argument) const {
        const fs::path inside = library_ / argument;
        for (const fs::path& candidate :
             {fs::path(argument), inside, fs::path(inside.string() + ".yaml")}) {
            if (!argument.empty() && fs::exists(candidate)) return fs::canonical(candidate);
        }
        throw ConfigError(argument + ": no such file or folder, here or in the library (" +
                          shown(library_).string() + ')');
    }

    void add(const fs::path& file, const fs::path& named_folder) {
        if (!seen_.insert(file).second) return;
        const fs::path root = is_inside(file, library_) ? library_ : named_folder;
        std::string id = file.lexically_relative(root).replace_extension().generic_string();
        // Two folders may hold files of the same name; the case must still be called one thing.
        if (ids_.contains(id))
            id = shown(file).relative_path().replace_extension().generic_string();
        ids_.insert(id);
        found_.push_back({shown(file), id});
    }

    fs::path library_;
    std::set<fs::path> seen_;
    std::set<std::string> ids_;
    std::vector<ScenarioFile> found_;
};

}  // namespace

fs::path library_folder() {
    const fs::path program = fs::read_symlink("/proc/self/exe");
    return (program.parent_path() / "../share/breakwire/scenarios").lexically_normal();
}

std::vector<ScenarioFile> find_scenarios(const std::vector<std::string>& arguments,
                                         const fs::path& library) {
    Search search(library);
    for (const std::string& argument : arguments) search.look_at(argument);
    if (arguments.empty()) search.look_at(library.string());
    return std::move(search).found();
}

std::vector<fs::path> shipped_deviations(const fs::path& library) {
    std::vector<fs::path> files;
    if (!fs::exists(library)) return files;
    for (const auto& entry : fs::directory_iterator(library)) {
        if (lists_deviations(entry)) files.push_back(shown(fs::canonical(entry)));
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace breakwire::harness
