#pragma once

#include <string>

namespace breakwire::harness {

/// Whether `topic` is, or looks as if it were meant as, the id of a statement: "v5/3.1.2-22".
bool names_a_statement(const std::string& topic);

/// What `breakwire explain v5/3.1.2-22` prints: the statement in short, whom it binds, and who
/// judges it. Throws ConfigError with a suggestion if there is no such statement.
std::string explain_statement(const std::string& id);

}  // namespace breakwire::harness
