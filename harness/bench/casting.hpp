#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/bench/bench_file.hpp"
#include "harness/bench/board_locks.hpp"
#include "scenarios/scenario.hpp"

namespace breakwire::harness {

/// Who plays in a case, as far as they are boards, by role.
using Players = std::map<std::string, std::shared_ptr<const devices::BoardSettings>>;

/// Puts boards in the place of simulated devices, as a bench file and the command line say. A board
/// that has a part is kept for the run.
class Casting {
public:
    /// `bench_file` may be empty. `cast`: "thermometer=node-7,sim", which counts for its role
    /// instead of the file's. Adds every mistake.
    void read(const std::string& bench_file, const std::vector<std::string>& cast,
              Mistakes& mistakes);

    struct Outcome {
        Players players;
        std::string obstacle;  ///< what nobody can do who might play; or empty
    };
    /// For this scenario and version. Throws `EnvironmentError` where the only players that are
    /// able are kept by another run.
    Outcome cast(const scenarios::Scenario& scenario, mqtt::Version version);

    /// Whether any board may have a part.
    bool any() const { return !cast_.empty(); }
    /// Roles of the command line that none of these scenarios has; for a mistake.
    std::vector<std::string> roles_of_nobody(
        const std::vector<std::shared_ptr<const scenarios::Scenario>>& all) const;

private:
    struct Part;

    void read_option(const std::string& text, Mistakes& mistakes);
    void cast_part(const Part& part, Outcome& outcome);
    /// What `player` lacks for a part; empty if it has all.
    std::string lacks(const std::string& player, const Part& part, const Outcome& outcome) const;

    std::optional<BenchFile> bench_;
    CastList cast_;
    std::vector<std::string> typed_roles_;  ///< on the command line
    std::unique_ptr<BoardLocks> locks_;
};

}  // namespace breakwire::harness
