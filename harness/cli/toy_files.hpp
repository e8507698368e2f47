#pragma once

#include <filesystem>
#include <string>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"

namespace breakwire::harness {

/// A folder of files for a test of the command line, with a broker of which only the version is
/// ever asked.
class ToyFiles {
public:
    ToyFiles() {
        const std::filesystem::path program = write("broker",
                                                    "#!/bin/sh\n"
                                                    "echo mosquitto version 2.0.99\n");
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        write("broker.yaml", "driver: mosquitto\nprogram: " + program.string() + "\n");
    }

    std::filesystem::path write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = folder() / name;
        std::filesystem::create_directories(file.parent_path());
        write_text(file, text);
        return file;
    }
    /// A scenario that loads; `more` is added at its end.
    std::filesystem::path scenario(const std::string& name, const std::string& more = {}) const {
        return write(name + ".yaml", "scenario: toy " + name +
                                         "\n"
                                         "mqtt: 3.1.1\n"
                                         "devices:\n"
                                         "  sensor: {model: observer}\n"
                                         "steps:\n"
                                         "  - start: sensor\n" +
                                         more);
    }
    std::filesystem::path folder() const { return scratch_.path() / "files"; }

private:
    ScratchFolder scratch_;
};

}  // namespace breakwire::harness
