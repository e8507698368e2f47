#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "harness/cli/cases.hpp"
#include "harness/cli/run_options.hpp"
#include "scenarios/broker_lie.hpp"
#include "scenarios/broker_traits.hpp"

/// The one lie that `--lie` has told in all cases of a command, where `prove` tells them in turn.
namespace breakwire::harness {

/// The lie that `options.lie` names. Adds the mistakes in its file; null if that has any. Throws
/// ConfigError with a suggestion unless the name is that of one lie.
std::shared_ptr<const scenarios::BrokerLie> find_lie(const RunOptions& options, Mistakes& mistakes);

/// The file that has it: of a shipped one, whose name begins with it, beside the library.
std::filesystem::path lie_file_of(const RunOptions& options);

/// Those in whose MQTT version the lie makes sense. Throws ConfigError if these are none.
std::vector<Case> cases_for(const scenarios::BrokerLie& lie, std::vector<Case> cases);

/// Whether the broker cannot do what the lie is about.
bool lacks_ability(const scenarios::BrokerLie& lie, const scenarios::BrokerTraits& broker);

}  // namespace breakwire::harness
