#pragma once

#include "sim/faults/link_settings.hpp"

namespace breakwire::sim {

/// What a technology is like in the field: settings of a link, and where the figures come from.
struct LinkPreset {
    std::string name;
    std::string help;
    LinkSettings link;
    std::string source;
    std::string assumed;  ///< which figures are ours, made up for tests; empty if none is
};

/// All of them, written down once.
const std::vector<LinkPreset>& link_presets();

/// nullptr if there is none of that name.
const LinkPreset* find_link_preset(std::string_view name);

/// As topics of `explain`, with the settings spelt out.
std::vector<Declaration> preset_declarations();

}  // namespace breakwire::sim
