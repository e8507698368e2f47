#include "reports/case_result.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace breakwire::reports {

namespace {

using nlohmann::json;

constexpr std::array<const char*, 6> verdict_names{"passed",       "known",  "skipped",
                                                   "inconclusive", "failed", "error"};
constexpr std::array<const char*, 4> kind_names{"expectation", "law", "fault", "environment"};

/// The position of `name` in `names`; a record of another schema is not ours to guess at.
template <std::size_t N>
std::size_t position(const std::array<const char*, N>& names, const std::string& name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (name == names[i]) return i;
    }
    throw std::runtime_error("unknown word '" + name + "' in case.json");
}

json finding_to_json(const Finding& finding) {
    return {{"kind", kind_names[static_cast<std::size_t>(finding.kind)]},
            {"id", finding.id},
            {"expected", finding.expected},
            {"seen", finding.seen},
            {"held", finding.held},
            {"file", finding.at.file.text()},
            {"line", finding.at.line},
            {"column", finding.at.column},
            {"t", finding.when.count()},
            {"evidence", finding.evidence}};
}

Finding finding_from_json(const json& from) {
    Finding finding;
    finding.kind = static_cast<Finding::Kind>(position(kind_names, from.at("kind")));
    finding.id = from.at("id");
    finding.expected = from.at("expected");
    finding.seen = from.at("seen");
    finding.held = from.at("held");
    finding.at = {from.at("file").get<std::string>(), from.at("line"), from.at("column")};
    finding.when = Duration{from.at("t").get<Duration::rep>()};
    finding.evidence = from.at("evidence").get<std::vector<std::uint64_t>>();
    return finding;
}

std::vector<LawSummary> laws_from_json(const json& from) {
    std::vector<LawSummary> laws;
    for (const json& law : from) {
        laws.push_back({law.at("id"), law.at("statement"), law.at("held"), law.at("violated")});
    }
    return laws;
}

json players_to_json(const std::vector<Player>& players) {
    json out = json::array();
    for (const Player& player : players) {
        out.push_back({{"role", player.role},
                       {"board", player.board},
                       {"firmware", player.firmware},
                       {"version", player.version},
                       {"boots", player.boots}});
    }
    return out;
}

std::vector<Player> players_from_json(const json& from) {
    std::vector<Player> players;
    for (const json& player : from) {
        players.push_back({player.at("role"), player.at("board"), player.at("firmware"),
                           player.at("version"), player.at("boots")});
    }
    return players;
}

json measures_to_json(const std::vector<Measured>& measures) {
    json out = json::array();
    for (const Measured& each : measures) out.push_back(to_json(each));
    return out;
}

/// None if the key is not there.
template <class T>
std::vector<T> numbers_at(const json& from, const char* key) {
    return from.contains(key) ? from.at(key).get<std::vector<T>>() : std::vector<T>();
}

Duration duration_at(const json& from, const char* key) {
    return Duration{from.at(key).get<Duration::rep>()};
}

json recipe_to_json(const Recipe& recipe) {
    json to{{"version", recipe.version},
            {"scenario_file", recipe.scenario_file},
            {"broker_file", recipe.broker_file},
            {"deviations_file", recipe.deviations_file},
            {"no_deviations", recipe.no_deviations},
            {"real_tcp", recipe.real_tcp},
            {"time_limit_ns", recipe.time_limit.count()},
            {"parameters", recipe.parameters},
            {"sha256", recipe.sha256}};
    if (!recipe.bench_file.empty()) to["bench_file"] = recipe.bench_file;
    if (!recipe.cast.empty()) to["cast"] = recipe.cast;
    if (!recipe.lie_file.empty()) to["lie_file"] = recipe.lie_file;
    return to;
}

Recipe recipe_from_json(const json& from) {
    Recipe recipe;
    recipe.version = from.at("version");
    recipe.scenario_file = from.at("scenario_file");
    recipe.broker_file = from.at("broker_file");
    recipe.deviations_file = from.at("deviations_file");
    recipe.no_deviations = from.at("no_deviations");
    recipe.real_tcp = from.at("real_tcp");
    recipe.time_limit = duration_at(from, "time_limit_ns");
    if (from.contains("parameters")) {
        recipe.parameters = from.at("parameters").get<std::map<std::string, std::string>>();
    }
    recipe.bench_file = from.value("bench_file", "");
    if (from.contains("cast")) recipe.cast = from.at("cast").get<std::vector<std::string>>();
    recipe.lie_file = from.value("lie_file", "");
    recipe.sha256 = from.at("sha256").get<std::map<std::string, std::string>>();
    return recipe;
}

std::vector<Latency> latencies_from_json(const json& from) {
    std::vector<Latency> latencies;
    for (const json& each : from) {
        latencies.push_back({each.at("what"), each.at("count"), duration_at(each, "p50_ns"),
                             duration_at(each, "p90_ns"), duration_at(each, "p99_ns"),
                             duration_at(each, "p999_ns"), duration_at(each, "max_ns")});
        if (!each.contains("classes")) continue;
        latencies.back().sum = duration_at(each, "sum_ns");
        each.at("classes").get_to(latencies.back().classes);
    }
    return latencies;
}

}  // namespace

json latencies_to_json(const std::vector<Latency>& latencies) {
    json to = json::array();
    for (const Latency& each : latencies) {
        to.push_back({{"what", each.what},
                      {"count", each.count},
                      {"p50_ns", each.p50.count()},
                      {"p90_ns", each.p90.count()},
                      {"p99_ns", each.p99.count()},
                      {"p999_ns", each.p999.count()},
                      {"max_ns", each.max.count()},
                      {"sum_ns", each.sum.count()},
                      {"classes", each.classes}});
    }
    return to;
}

std::string describe(const Latency& latency) {
    const auto text = [](Duration duration) {
        if (duration >= 1s) return to_seconds_text(duration);
        return fmt::format("{:.3g} ms", static_cast<double>(duration.count()) * 1e-6);
    };
    return fmt::format("{} {} times: p50 {}, p90 {}, p99 {}, p99.9 {}, max {}", latency.what,
                       latency.count, text(latency.p50), text(latency.p90), text(latency.p99),
                       text(latency.p999), text(latency.max));
}

std::string describe(const Player& player) {
    std::string out = player.board;
    if (!player.firmware.empty()) out += ", firmware " + player.firmware;
    if (!player.version.empty()) out += ' ' + player.version;
    if (player.boots > 0) {
        out += ", " + std::to_string(player.boots) + (player.boots == 1 ? " boot" : " boots");
    }
    return out;
}

Verdict verdict_named(const std::string& name) {
    return static_cast<Verdict>(position(verdict_names, name));
}

std::string to_string(Verdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }

int exit_code(Verdict verdict) {
    constexpr std::array<int, 6> codes{0, 0, 0, 3, 1, 70};
    return codes[static_cast<std::size_t>(verdict)];
}

json to_json(const LawSummary& law) {
    return {{"id", law.id},
            {"statement", law.statement},
            {"held", law.held},
            {"violated", law.violated}};
}

json to_json(const Measured& measured) {
    return {{"name", measured.name},
            {"unit", measured.unit},
            {"value", measured.value ? json(*measured.value) : json()}};
}

Measured measured_from_json(const json& from) {
    Measured measured{from.at("name"), from.at("unit"), std::nullopt};
    if (!from.at("value").is_null()) measured.value = from.at("value").get<double>();
    return measured;
}

std::string left_out_text(const CaseResult& result) {
    if (result.left_out.empty()) return "";
    return fmt::format("the record leaves out {} ({} events, all judged)", result.left_out,
                       result.events_left_out);
}

json to_json(const CaseResult& result) {
    json laws = json::array();
    for (const LawSummary& law : result.laws) laws.push_back(to_json(law));
    json findings = json::array();
    for (const Finding& finding : result.findings) findings.push_back(finding_to_json(finding));
    json to{{"schema", result.schema},
            {"id", result.id},
            {"scenario", result.scenario},
            {"file", result.file},
            {"mqtt", result.mqtt},
            {"broker", result.broker},
            {"seed", result.seed},
            {"time_mode", result.time_mode},
            {"fingerprint", result.fingerprint},
            {"covers", result.covers},
            {"tags", result.tags},
            {"verdict", to_string(result.verdict)},
            {"reason", result.reason},
            {"findings", findings},
            {"laws", laws},
            {"last_events", result.last_events},
            {"repeat", result.repeat},
            {"folder", result.folder},
            {"recipe", recipe_to_json(result.recipe)},
            {"simulated_ns", result.simulated.count()},
            {"wall_ns", result.wall.count()},
            {"late_p99_ns", result.late_p99.count()},
            {"late_max_ns", result.late_max.count()}};
    if (!result.players.empty()) to["players"] = players_to_json(result.players);
    if (!result.measures.empty()) to["measures"] = measures_to_json(result.measures);
    if (!result.latencies.empty()) to["latencies"] = latencies_to_json(result.latencies);
    if (!result.shard.empty()) to["shard"] = result.shard;
    if (!result.left_out.empty()) {
        to["left_out"] = {{"what", result.left_out}, {"events", result.events_left_out}};
    }
    if (!result.lie.empty()) to["lie"] = {{"id", result.lie}, {"hits", result.lie_hits}};
    if (result.drawn_faults > 0 || !result.mutations.empty()) {
        to["campaign"] = {{"faults", result.drawn_faults}, {"missed", result.missed_faults}};
        if (!result.mutations.empty()) to["campaign"]["mutations"] = result.mutations;
        if (!result.states.empty()) to["campaign"]["states"] = result.states;
    }
    return to;
}

CaseResult case_result_from_json(const json& from) {
    CaseResult result;
    result.schema = from.at("schema");
    result.id = from.at("id");
    result.scenario = from.at("scenario");
    result.file = from.at("file");
    result.mqtt = from.at("mqtt");
    result.broker = from.at("broker");
    result.seed = from.at("seed");
    result.time_mode = from.at("time_mode");
    result.fingerprint = from.at("fingerprint");
    result.covers = from.at("covers").get<std::vector<std::string>>();
    result.tags = from.at("tags").get<std::vector<std::string>>();
    result.verdict = verdict_named(from.at("verdict"));
    result.reason = from.at("reason");
    for (const json& finding : from.at("findings")) {
        result.findings.push_back(finding_from_json(finding));
    }
    result.laws = laws_from_json(from.at("laws"));
    result.last_events = from.at("last_events").get<std::vector<std::string>>();
    result.repeat = from.at("repeat");
    result.folder = from.at("folder");
    for (const json& each : from.value("measures", json::array())) {
        result.measures.push_back(measured_from_json(each));
    }
    if (from.contains("lie")) {
        result.lie = from.at("lie").at("id");
        result.lie_hits = from.at("lie").at("hits");
    }
    result.shard = from.value("shard", "");
    if (from.contains("left_out")) {
        result.left_out = from.at("left_out").at("what");
        result.events_left_out = from.at("left_out").at("events");
    }
    if (from.contains("players")) result.players = players_from_json(from.at("players"));
    if (from.contains("latencies")) result.latencies = latencies_from_json(from.at("latencies"));
    if (from.contains("campaign")) {
        result.drawn_faults = from.at("campaign").at("faults");
        result.missed_faults = from.at("campaign").at("missed");
        result.mutations = numbers_at<std::uint64_t>(from.at("campaign"), "mutations");
        result.states = numbers_at<std::uint32_t>(from.at("campaign"), "states");
    }
    if (from.contains("recipe")) result.recipe = recipe_from_json(from.at("recipe"));
    result.simulated = duration_at(from, "simulated_ns");
    result.wall = duration_at(from, "wall_ns");
    result.late_p99 = duration_at(from, "late_p99_ns");
    result.late_max = duration_at(from, "late_max_ns");
    return result;
}

}  // namespace breakwire::reports
