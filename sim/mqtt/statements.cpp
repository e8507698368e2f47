#include "sim/mqtt/statements.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "sim/base/invariant.hpp"
#include "sim/base/suggest.hpp"
#include "sim/mqtt/statements_text.hpp"

namespace breakwire::mqtt {

namespace {

constexpr std::array<std::string_view, 3> binds_names{"server", "client", "both"};

Binds binds_named(const std::string& name) {
    const auto at = std::find(binds_names.begin(), binds_names.end(), name);
    BREAKWIRE_INVARIANT(at != binds_names.end());
    return static_cast<Binds>(at - binds_names.begin());
}

Statement statement_of(const nlohmann::json& row) {
    Statement statement;
    statement.id = row.at("id");
    statement.text = row.at("text");
    statement.binds = binds_named(row.at("binds"));
    for (const auto& [key, judged] : {std::pair{"law", Judged::by_law},
                                      {"client", Judged::at_client},
                                      {"unobservable", Judged::by_nobody}}) {
        if (!row.contains(key)) continue;
        statement.judged = judged;
        statement.judge = row.at(key);
    }
    return statement;
}

std::vector<Statement> read_statements() {
    std::vector<Statement> all;
    for (const char* text : statement_texts) {
        for (const nlohmann::json& row : nlohmann::json::parse(text)) {
            all.push_back(statement_of(row));
        }
    }
    return all;
}

std::unordered_map<std::string_view, const Statement*> index_by_id() {
    std::unordered_map<std::string_view, const Statement*> index;
    for (const Statement& each : statements()) index.emplace(each.id, &each);
    return index;
}

/// "v5/3.1.2-30" of "v5/3.1.2-31": the last of the section, or nothing if there is no such section.
const Statement* last_of_section(std::string_view id) {
    const std::string_view section = id.substr(0, id.rfind('-') + 1);
    const Statement* last = nullptr;
    for (const Statement& each : statements()) {
        const bool inside = std::string_view(each.id).substr(0, each.id.rfind('-') + 1) == section;
        if (inside) last = &each;
    }
    return last;
}

}  // namespace

std::optional<Version> Statement::standard() const {
    if (id.starts_with("v311/")) return Version::v3_1_1;
    if (id.starts_with("v5/")) return Version::v5_0;
    return std::nullopt;
}

std::string Statement::section() const {
    const auto begin = id.find_first_of("/-") + 1;
    return id.substr(begin, id.rfind('-') - begin);
}

const std::vector<Statement>& statements() {
    static const std::vector<Statement> all = read_statements();
    return all;
}

const Statement* find_statement(std::string_view id) {
    static const auto index = index_by_id();
    const auto at = index.find(id);
    return at != index.end() ? at->second : nullptr;
}

std::string unknown_statement(std::string_view id) {
    const std::string what = "'" + std::string(id) + "' is no statement";
    if (const Statement* last = last_of_section(id)) {
        return what + "; the last of its section is '" + last->id + "'";
    }
    std::vector<std::string> ids;
    for (const Statement& each : statements()) ids.push_back(each.id);
    const std::string near = nearest(id, ids);
    return near.empty() ? what + "; `breakwire statements` lists them all"
                        : what + "; did you mean '" + near + "'?";
}

std::string_view to_string(Binds binds) { return binds_names[static_cast<std::size_t>(binds)]; }

}  // namespace breakwire::mqtt
