#pragma once

#include "scenarios/language/load.hpp"

namespace breakwire::scenarios {

/// What `breakwire explain TOPIC` prints: a step, check, fault, model, stack or section with its
/// keys and an example. All topics by group, with a sentence each, if `topic` is empty. Throws
/// ConfigError with a suggestion for a topic that is not there.
std::string explain(const std::string& topic, const Kinds& kinds);

/// All topics, as `explain` lists them; sections of the same name are told together.
std::vector<Declaration> topics(const Kinds& kinds);

/// All of it as one page of Markdown: the reference in scenarios/REFERENCE.md.
std::string reference(const Kinds& kinds);

}  // namespace breakwire::scenarios
