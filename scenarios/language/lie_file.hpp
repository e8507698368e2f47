#pragma once

#include <filesystem>

#include "scenarios/broker_lie.hpp"
#include "sim/base/catalog.hpp"
#include "sim/faults/fault.hpp"

namespace breakwire::scenarios {

/// Reads a file of lies, names with what each is, and adds every mistake in it; those that have
/// none are returned, in the order of the file. Packet faults that name no devices concern all.
/// `prefix` stands before the names, with a slash: "will/dropped".
std::vector<BrokerLie> load_lies(const std::filesystem::path& path, const std::string& prefix,
                                 const Catalog<sim::Fault>& faults, Mistakes& mistakes);

/// The same for text that is not in a file; `name` stands for the file in messages.
std::vector<BrokerLie> read_lies(const std::string& text, const std::string& name,
                                 const std::string& prefix, const Catalog<sim::Fault>& faults,
                                 Mistakes& mistakes);

}  // namespace breakwire::scenarios
