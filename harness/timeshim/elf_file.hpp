#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace breakwire::harness {

/// What an ELF file of 64 bits says about how its program is loaded. Source: the System V ABI,
/// chapters 4 and 5.
struct ElfFile {
    std::uint16_t machine = 0;        ///< EM_X86_64...
    std::string interpreter;          ///< the dynamic loader's path; empty: statically linked
    std::set<std::string> sections;   ///< their names
    std::set<std::string> libraries;  ///< those it needs, by the names it knows them by
    std::set<std::string> imports;    ///< symbols it takes from libraries, without versions
};

/// Reads a file of this machine's byte order. Empty if it is no ELF file of 64 bits, or is damaged.
/// Throws EnvironmentError if it cannot be read.
std::optional<ElfFile> read_elf(const std::filesystem::path& file);

}  // namespace breakwire::harness
