#include "harness/bench/casting.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "harness/cli/kinds.hpp"
#include "scenarios/language/wants.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

/// A device of a scenario, and what is wanted of whoever plays it.
struct Casting::Part {
    std::string role;
    std::string model;
    mqtt::Version version{};
    bool tls = false;
    bool looks_up = false;  ///< the broker's name
    std::vector<scenarios::Want> wants;
};

namespace {

/// What a simulated device can do for a scenario.
const std::set<std::string>& simulated_abilities() {
    static const std::set<std::string> all{"power.off",  "power.on",  "power.reset",  "power.cycle",
                                           "publish",    "subscribe", "send",         "connect",
                                           "disconnect", "stop",      "simulated_tcp"};
    return all;
}

std::string first_lacking(const std::vector<scenarios::Want>& wants,
                          const std::set<std::string>& abilities) {
    for (const scenarios::Want& want : wants) {
        if (abilities.contains(want.ability)) continue;
        return fmt::format("{} ({}, {}:{})", want.ability, want.by, want.at.file.text(),
                           want.at.line);
    }
    return "";
}

std::string model_of(const scenarios::DeviceSection& device) {
    const auto model = device.setting("model");
    return model ? model->text : "observer";
}

}  // namespace

void Casting::read(const std::string& bench_file, const std::vector<std::string>& cast,
                   Mistakes& mistakes) {
    if (!bench_file.empty()) {
        std::vector<std::string> models;
        for (const Declaration& each : known_kinds().language().models) {
            models.push_back(each.name);
        }
        bench_ = load_bench(bench_file, models, mistakes);
        if (!bench_) return;
        cast_ = bench_->cast;
        locks_ = std::make_unique<BoardLocks>();
    }
    for (const std::string& text : cast) read_option(text, mistakes);
}

void Casting::read_option(const std::string& text, Mistakes& mistakes) {
    const Place at{"--cast " + text};
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) {
        return mistakes.add(at, "expected ROLE=PLAYER, such as thermometer=node-7,sim");
    }
    const std::string role = text.substr(0, equals);
    std::vector<PlayerName> players;
    std::istringstream list(text.substr(equals + 1));
    for (std::string player; std::getline(list, player, ',');) {
        std::vector<std::string> known{simulated_player};
        if (bench_) {
            for (const auto& [name, _] : bench_->boards) known.push_back(name);
        }
        if (std::find(known.begin(), known.end(), player) == known.end()) {
            const std::string why = bench_ ? suggestion(player, known) : "; there is no --bench";
            mistakes.add(at, "unknown board '" + player + "'" + why);
        }
        players.push_back({player, at});
    }
    typed_roles_.push_back(role);
    cast_[role] = std::move(players);
}

std::vector<std::string> Casting::roles_of_nobody(
    const std::vector<std::shared_ptr<const scenarios::Scenario>>& all) const {
    std::vector<std::string> nobody;
    for (const std::string& role : typed_roles_) {
        const bool known = std::any_of(all.begin(), all.end(), [&role](const auto& scenario) {
            return scenario->device(role) != nullptr;
        });
        if (!known) nobody.push_back(role);
    }
    return nobody;
}

Casting::Outcome Casting::cast(const scenarios::Scenario& scenario, mqtt::Version version) {
    Outcome outcome;
    auto wants = scenarios::wants_of(scenario, known_kinds().language().faults);
    for (const scenarios::DeviceSection& device : scenario.devices) {
        cast_part({device.name, model_of(device), version, device.has_in_client("tls"),
                   device.has_in_client("host"), std::move(wants[device.name])},
                  outcome);
        if (!outcome.obstacle.empty()) return outcome;
    }
    return outcome;
}

/// The first that is free and able.
void Casting::cast_part(const Part& part, Outcome& outcome) {
    const auto known = cast_.find(part.role);
    const std::vector<PlayerName> nobody{{simulated_player, {}}};
    std::vector<std::string> reasons;
    std::vector<std::string> kept;
    for (const PlayerName& player : known == cast_.end() ? nobody : known->second) {
        const std::string lack = lacks(player.text, part, outcome);
        if (!lack.empty()) {
            reasons.push_back(lack);
        } else if (player.text == simulated_player) {
            return;
        } else if (locks_->take(bench_->file, player.text)) {
            outcome.players[part.role] = bench_->boards.at(player.text);
            return;
        } else {
            kept.push_back(player.text);
        }
    }
    if (!kept.empty()) {
        throw EnvironmentError(fmt::format("no board is free to play {}: {} kept by another run",
                                           part.role, fmt::join(kept, ", ")));
    }
    outcome.obstacle = fmt::format("{} cannot be played: {}", part.role, fmt::join(reasons, "; "));
}

std::string Casting::lacks(const std::string& player, const Part& part,
                           const Outcome& outcome) const {
    if (player == simulated_player) {
        const std::string lack = first_lacking(part.wants, simulated_abilities());
        return lack.empty() ? "" : "a simulated device lacks " + lack;
    }
    const devices::BoardSettings& board = *bench_->boards.at(player);
    for (const auto& [role, taken] : outcome.players) {
        if (taken->name == player) return player + " plays " + role + " already";
    }
    const auto& plays = board.plays;
    if (std::find(plays.begin(), plays.end(), part.model) == plays.end()) {
        return player + " does not play a " + part.model;
    }
    if (!board.speaks(part.version)) {
        return player + " does not speak MQTT " + std::string(to_string(part.version));
    }
    if (part.tls) return player + " lacks TLS";
    if (part.looks_up) return player + " does not look up the broker's name";
    const std::string lack = first_lacking(part.wants, board.abilities());
    return lack.empty() ? "" : player + " lacks " + lack;
}

}  // namespace breakwire::harness
