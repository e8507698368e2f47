#include "harness/bench/check_boards.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "harness/bench/board_locks.hpp"
#include "harness/bench/board_probe.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/runner/scratch.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/suggest.hpp"

namespace breakwire::harness {

namespace {

std::vector<std::string> wanted(const BenchFile& bench, const std::vector<std::string>& names) {
    std::vector<std::string> all;
    for (const auto& [name, _] : bench.boards) all.push_back(name);
    if (names.empty()) return all;
    for (const std::string& name : names) {
        if (bench.boards.contains(name)) continue;
        throw ConfigError("unknown board '" + name + "'" + suggestion(name, all));
    }
    return names;
}

/// All boards live in one loop, one after the other.
class Check {
public:
    explicit Check(const BenchFile& bench)
        : bench_(bench),
          simulation_(/*seed=*/1, TimeMode{TimeMode::Kind::wall}),
          hand_(simulation_.io, *simulation_.driver) {}

    /// Whether it is as the bench says.
    bool try_board(const std::string& name, int width, const std::string& image = "") {
        std::cout << std::left << std::setw(width) << name << "  " << std::flush;
        const auto [ok, text] = look_at(name, image);
        std::cout << text << '\n';
        return ok;
    }

private:
    std::pair<bool, std::string> look_at(const std::string& name, const std::string& image) {
        if (!locks_.take(bench_.file, name)) return {false, "kept by another run"};
        const auto folder = scratch_.path() / name;
        std::filesystem::create_directories(folder);
        try {
            BoardProbe probe(simulation_, folder, *bench_.boards.at(name), hand_);
            bool over = false;
            probe.begin(image, [&over] { over = true; });
            simulation_.driver->run([&over] { return over; });
            return {probe.ok(), probe.text()};
        } catch (const EnvironmentError& problem) {
            return {false, problem.what()};
        }
    }

    const BenchFile& bench_;
    Simulation simulation_;
    devices::TerminalHand hand_;
    ScratchFolder scratch_;
    BoardLocks locks_;
};

}  // namespace

int check_boards(const BenchFile& bench, const std::vector<std::string>& names) {
    std::size_t width = 0;
    const std::vector<std::string> boards = wanted(bench, names);
    for (const std::string& name : boards) width = std::max(width, name.size());
    Check check(bench);
    bool all = true;
    for (const std::string& name : boards) {
        all = check.try_board(name, static_cast<int>(width)) && all;
    }
    return all ? 0 : exit_codes::surroundings;
}

int flash_board(const BenchFile& bench, const std::string& name, const std::string& image) {
    if (!bench.boards.at(wanted(bench, {name}).front())->flash) {
        throw ConfigError("board '" + name + "' has no flash, which would say how that is done");
    }
    if (!std::filesystem::is_regular_file(image)) throw ConfigError("there is no file " + image);
    Check check(bench);
    return check.try_board(name, 0, std::filesystem::absolute(image).string())
               ? 0
               : exit_codes::surroundings;
}

}  // namespace breakwire::harness
