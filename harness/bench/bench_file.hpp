#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/boards/board_settings.hpp"

namespace breakwire::harness {

/// Plays a device when no board does: its section of the scenario, simulated.
inline constexpr const char* simulated_player = "sim";

/// A player as a cast names it.
struct PlayerName {
    std::string text;
    Place at;
};

/// Who may play which role: the first that is free and able does.
using CastList = std::map<std::string, std::vector<PlayerName>>;

/// The boards of a machine, and whom they usually play.
struct BenchFile {
    std::string file;
    std::map<std::string, std::shared_ptr<const devices::BoardSettings>> boards;
    CastList cast;
};

/// Reads a bench file and adds every mistake in it; nothing after a mistake. `models`: those that a
/// board may play.
std::optional<BenchFile> load_bench(const std::filesystem::path& path,
                                    const std::vector<std::string>& models, Mistakes& mistakes);

/// The same for text that is not in a file; `name` stands for the file in messages.
std::optional<BenchFile> read_bench(const std::string& text, const std::string& name,
                                    const std::vector<std::string>& models, Mistakes& mistakes);

/// All declarations of a bench file, for `explain`; the first is the file's own.
std::vector<Declaration> bench_declarations();
/// JSON Schema (draft 2020-12) of a bench file.
nlohmann::json bench_schema();

}  // namespace breakwire::harness

namespace breakwire {

template <>
struct ValueType<harness::PlayerName> {
    static std::string name() { return "player"; }
    static nlohmann::json schema() { return {{"type", "string"}}; }
    static std::optional<harness::PlayerName> read(const Node& node, Mistakes& mistakes);
    static std::string text(const harness::PlayerName& value) { return value.text; }
};

}  // namespace breakwire
