#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/mqtt/version.hpp"

/// The normative statements of MQTT, each under the number that the standard gives it, and our own
/// where it gives none. Our words, not the standard's; its text is normative, ours is a reminder.
/// Source: MQTT 3.1.1 appendix B (141 statements), MQTT 5.0 appendix B (251 statements).
namespace breakwire::mqtt {

/// Whom a statement binds.
enum class Binds { server, client, both };

/// How one finds out whether a statement is kept.
enum class Judged {
    by_law,        ///< a law looks for it in every run
    by_scenarios,  ///< those that name it in `covers`
    at_client,     ///< it is the device's to keep, and a device under test shows it
    by_nobody      ///< the wire cannot show it
};

struct Statement {
    std::string id;    ///< "v311/3.1.2-8", "v5/3.1.2-22", "BW-ACL-1"
    std::string text;  ///< what it demands, one sentence
    Binds binds = Binds::both;
    Judged judged = Judged::by_scenarios;
    std::string judge;  ///< the law ("will"), or why it is the device's or nobody's

    /// The version it is a statement of; nothing for our own.
    std::optional<Version> standard() const;
    /// "3.1.2", or "ACL" of our own.
    std::string section() const;
};

/// All of them: 3.1.1, then 5.0, each in the order of its sections, then our own.
const std::vector<Statement>& statements();

/// Nothing if there is no such statement.
const Statement* find_statement(std::string_view id);

/// What to say of an id that is none: "'v5/3.1.2-31' is no statement; the last of its section is
/// 'v5/3.1.2-30'".
std::string unknown_statement(std::string_view id);

/// "server", "client", "both".
std::string_view to_string(Binds binds);

}  // namespace breakwire::mqtt
