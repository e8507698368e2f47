#include "harness/bench/bench_file.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "harness/bench/likeness.hpp"
#include "scenarios/language/read_file.hpp"
#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {

namespace {

/// The file before its boards are read one by one.
struct BenchSections {
    Node boards;
    CastList cast;

    static Fields<BenchSections> fields() {
        return Fields<BenchSections>("bench", "a machine's boards, and whom they play")
            .required("boards", &BenchSections::boards, "the boards by name")
            .optional("cast", &BenchSections::cast,
                      "who plays which device: the first that is free and able; sim is the "
                      "simulated device")
            .example("cast: {thermometer: [node-7, sim]}");
    }
};

constexpr const char* example_bench =
    R"(  A board on two serial lines, whose reset is wired to RTS, and one in another room:
    boards:
      node-7:
        plays: [sensor]
        expect: {boot: 'node (?<version>\S+) id=(?<id>\S+) reset=(?<cause>\w+)', panic: [FAULT]}
        lines:
          console: {serial: /dev/serial/by-id/usb-A-if00, baud: 115200, dtr: off, rts: off}
          data:    {serial: /dev/serial/by-id/usb-A-if01, baud: 115200, carries: mqtt}
        power:
          off:   {run: [uhubctl, -l, 1-1, -p, 2, -a, off], settle: 1s}
          on:    {run: [uhubctl, -l, 1-1, -p, 2, -a, on]}
          reset: {line: console, pulse: {rts: 100ms}, proves: {cause: pin}}
        identity: {say: 'id {id}', answer: '^OK id='}
      node-8:
        like: node-7
        lines:
          console: {rfc2217: 'lab-pi:4001'}
          data:    {tcp: {connect: 'lab-pi:4002'}, carries: mqtt}
    cast: {thermometer: [node-7, node-8, sim]}
  `breakwire boards check FILE` tries them; `breakwire run --bench FILE` lets them play.
)";

/// Names go onto the command line, into file names and into lists.
void check_board_name(const Node::Entry& board, Mistakes& mistakes) {
    static const std::regex name("[A-Za-z0-9_.-]+");
    if (!std::regex_match(board.key, name)) {
        mistakes.add(
            board.key_at,
            "the name of a board holds letters, digits, '_', '.' and '-', got '" + board.key + "'");
    } else if (board.key == simulated_player) {
        mistakes.add(board.key_at, "'sim' is the simulated device; a board has another name");
    }
}

void check_models(const Node& board, const std::vector<std::string>& models, Mistakes& mistakes) {
    const Node* plays = board.find("plays");
    if (plays == nullptr) return;
    const std::vector<Node> one{*plays};
    for (const Node& model : plays->is_sequence() ? plays->items : one) {
        if (std::find(models.begin(), models.end(), model.text) != models.end()) continue;
        mistakes.add(model.at,
                     "unknown model '" + model.text + "'" + suggestion(model.text, models));
    }
}

void check_cast(const CastList& cast, const BenchFile& bench, Mistakes& mistakes) {
    std::vector<std::string> known{simulated_player};
    for (const auto& [name, _] : bench.boards) known.push_back(name);
    for (const auto& [role, players] : cast) {
        for (const PlayerName& player : players) {
            if (std::find(known.begin(), known.end(), player.text) != known.end()) continue;
            mistakes.add(player.at,
                         "unknown board '" + player.text + "'" + suggestion(player.text, known));
        }
    }
}

/// Whose a connection is has to be told from the file: it is not asked who happens to play.
void check_doors(const BenchFile& bench, const Node& boards, Mistakes& mistakes) {
    std::vector<const devices::BoardSettings*> before;
    for (const Node::Entry& entry : boards.entries) {
        const auto board = bench.boards.find(entry.key);
        if (board == bench.boards.end() || !board->second->net) continue;
        for (const devices::BoardSettings* other : before) {
            if (!board->second->net->confused_with(*other->net)) continue;
            const Node* net = entry.value.find("net");
            mistakes.add(net == nullptr ? entry.key_at : net->at,
                         "'" + entry.key + "' and '" + other->name + "' both listen at " +
                             other->net->listen->text() +
                             ", and nothing tells whose a connection is: give each a match, "
                             "{client_id: \"{id}\"} or {address: ...}");
        }
        before.push_back(&*board->second);
    }
}

void read_boards(const Node& boards, const std::vector<std::string>& models, BenchFile& bench,
                 Mistakes& mistakes) {
    if (!boards.is_mapping() || boards.entries.empty()) {
        return expected(boards, mistakes, "boards by name");
    }
    std::set<std::string> names;
    for (const Node::Entry& entry : boards.entries) {
        check_board_name(entry, mistakes);
        if (!names.insert(entry.key).second) {
            mistakes.add(entry.key_at, "board '" + entry.key + "' is there twice");
        }
        const auto whole = with_likeness(entry, boards, mistakes);
        if (!whole) continue;
        auto board = std::make_shared<devices::BoardSettings>();
        board->name = entry.key;
        devices::BoardSettings::fields().read(*board, *whole, mistakes);
        check_models(*whole, models, mistakes);
        bench.boards[entry.key] = std::move(board);
    }
}

}  // namespace

std::optional<BenchFile> read_bench(const std::string& text, const std::string& name,
                                    const std::vector<std::string>& models, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    const auto document = scenarios::read_yaml(text, name, mistakes);
    if (!document) return std::nullopt;
    BenchSections sections;
    BenchSections::fields().read(sections, *document, mistakes);
    BenchFile bench;
    bench.file = name;
    if (document->find("boards") != nullptr) {
        read_boards(sections.boards, models, bench, mistakes);
        check_doors(bench, sections.boards, mistakes);
        check_cast(sections.cast, bench, mistakes);
    }
    bench.cast = std::move(sections.cast);
    return mistakes.count() == before ? std::optional(std::move(bench)) : std::nullopt;
}

std::optional<BenchFile> load_bench(const std::filesystem::path& path,
                                    const std::vector<std::string>& models, Mistakes& mistakes) {
    const auto text = scenarios::read_file(path.string(), {path.string(), 1, 1}, mistakes);
    return text ? read_bench(*text, path.string(), models, mistakes) : std::nullopt;
}

std::vector<Declaration> bench_declarations() {
    std::vector<Declaration> all{BenchSections::fields().declaration()};
    all.front().details = example_bench;
    for (Declaration& each : devices::board_declarations()) all.push_back(std::move(each));
    return all;
}

nlohmann::json bench_schema() {
    nlohmann::json schema = BenchSections::fields().declaration().schema();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["properties"]["boards"] = {
        {"type", "object"},
        {"additionalProperties", devices::BoardSettings::fields().declaration().schema()}};
    return schema;
}

}  // namespace breakwire::harness

namespace breakwire {

std::optional<harness::PlayerName> ValueType<harness::PlayerName>::read(const Node& node,
                                                                        Mistakes& mistakes) {
    if (node.is_scalar() && !node.text.empty()) return harness::PlayerName{node.text, node.at};
    expected(node, mistakes, "the name of a board, or sim");
    return std::nullopt;
}

}  // namespace breakwire
