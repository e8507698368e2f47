#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace breakwire::harness {

/// A scenario file and how it is called.
struct ScenarioFile {
    std::filesystem::path path;  ///< relative to the working directory where it is inside
    std::string id;              ///< "will/after_rst"
};

/// Where the shipped scenarios are: `../share/breakwire/scenarios`, seen from the program, which
/// holds in the build tree as well as where it is installed.
std::filesystem::path library_folder();

/// The files that `arguments` name, each once, in the order of the arguments and, inside a folder,
/// of the alphabet; the whole library if there are none. What is not there is looked for in the
/// library: `will`, `will/after_rst`. In folders, files whose names begin with '_' are left out:
/// they are there for others to include.
///
/// The id of a file in the library is its path inside it without the extension, elsewhere its path
/// inside the folder that was named. Throws ConfigError for an argument that names nothing.
std::vector<ScenarioFile> find_scenarios(const std::vector<std::string>& arguments,
                                         const std::filesystem::path& library);

/// The known deviations that the library ships for the brokers it was run on, in the order of the
/// alphabet: files named `deviations.yaml` or `deviations_BROKER.yaml`, which are no scenarios.
std::vector<std::filesystem::path> shipped_deviations(const std::filesystem::path& library);

}  // namespace breakwire::harness
