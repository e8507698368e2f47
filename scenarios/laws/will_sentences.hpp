#pragma once

#include <string>

#include "scenarios/laws/findings.hpp"
#include "sim/mqtt/version.hpp"

/// The sentences the will law judges, by what they are about; the numbers differ by version.
namespace breakwire::scenarios::will_sentences {

std::string published(mqtt::Version version);       ///< once the connection ended, in its time
std::string removed(mqtt::Version version);         ///< and no more than that once
std::string cancelled(mqtt::Version version);       ///< not after a DISCONNECT that discards it
std::string stored(mqtt::Version version);          ///< retain 1: published as retained
std::string not_stored(mqtt::Version version);      ///< retain 0: published as non-retained
std::string granted_qos(mqtt::Version version);     ///< at the lower of will QoS and granted QoS
std::string retain_cleared(mqtt::Version version);  ///< retain flag 0 to a standing subscription
inline constexpr auto retain_kept = "v5/3.3.1-13";  ///< unless that asked for Retain As Published
inline constexpr auto without_flag = "v311/3.1.2-12";
inline constexpr auto withheld = "v5/3.1.3-9";
inline constexpr auto asked_for = "BW-WILL-1";
inline constexpr auto permitted = "BW-ACL-3";

/// All of them with their statements.
std::vector<Findings::Sentence> all();

}  // namespace breakwire::scenarios::will_sentences
