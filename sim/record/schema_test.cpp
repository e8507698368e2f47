#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "sim/record/event_examples.hpp"
#include "sim/record/jsonl.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAreArray;

using Words = std::vector<std::string>;

/// SCHEMA.md: its table of kinds with the text about their fields.
class Schema {
public:
    Schema() {
        std::ifstream file(BREAKWIRE_RECORD_SCHEMA);
        const std::regex row(R"(\| `(\w+)` \| (.*) \|)");
        std::smatch match;
        for (std::string line; std::getline(file, line);) {
            if (!std::regex_match(line, match, row)) continue;
            kinds.push_back(match[1]);
            fields[match[1]] = match[2];
        }
    }

    /// The keys of a kind; those of an object inside are not told apart from text.
    std::set<std::string> keys(const std::string& kind) const {
        std::string text = std::regex_replace(fields.at(kind), std::regex(R"(\{[^}]*\})"), "");
        text = std::regex_replace(text, std::regex(R"(\*wire\*)"),
                                  "`device` `connection` `direction` `tap`");
        const Words names = all(text, std::regex("`(\\w+)`"));
        return {names.begin(), names.end()};
    }
    /// The words in the brackets behind a key.
    Words words(const std::string& kind, const std::string& key) const {
        const std::string& text = fields.at(kind);
        std::smatch match;
        if (!std::regex_search(text, match, std::regex('`' + key + R"(` \(([\w, ]+)\))")))
            return {};
        return all(match[1], std::regex(R"((\w+))"));
    }

    Words kinds;
    std::map<std::string, std::string> fields;

private:
    static Words all(const std::string& text, const std::regex& pattern) {
        Words found;
        for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
            found.push_back((*at)[1]);
        }
        return found;
    }
};

/// The keys that our examples have beside `n`, `t` and `kind`.
std::map<std::string, std::set<std::string>> written_keys() {
    std::map<std::string, std::set<std::string>> keys;
    for (const Event& event : examples::events()) {
        const Json json = Json::parse(to_line(event));
        for (const auto& [key, value] : json.items()) keys[json.at("kind")].insert(key);
    }
    for (auto& [kind, each] : keys) {
        for (const char* common : {"n", "t", "kind"}) EXPECT_EQ(each.erase(common), 1U) << kind;
    }
    return keys;
}

TEST(RecordSchema, ListsTheKindsOfEventsThatAreWritten) {
    EXPECT_THAT(Schema().kinds, ElementsAreArray(event_kinds));
}

TEST(RecordSchema, ListsTheKeysThatAreWritten) {
    const Schema schema;
    for (const auto& [kind, keys] : written_keys()) EXPECT_EQ(schema.keys(kind), keys) << kind;
}

TEST(RecordSchema, ListsTheWordsThatAreWritten) {
    const Schema schema;
    EXPECT_THAT(schema.words("connection", "what"), ElementsAreArray(words<Transport>));
    EXPECT_THAT(schema.words("fault", "phase"), ElementsAreArray(words<Phase>));
    EXPECT_THAT(schema.words("broker", "state"), ElementsAreArray(words<BrokerState>));
    EXPECT_THAT(schema.words("device", "state"), ElementsAreArray(words<DeviceState>));
    EXPECT_THAT(schema.words("tls", "state"), ElementsAreArray(words<TlsState>));
    EXPECT_THAT(schema.words("console", "from"), ElementsAreArray(words<ConsoleVoice>));
    EXPECT_THAT(schema.words("lookup", "result"), ElementsAreArray(words<LookupResult>));
}

TEST(RecordSchema, ShowsALineAsItIsWritten) {
    const Event event{12, Instant{12345ms}, examples::packet(mqtt::Pingreq{})};
    std::ifstream file(BREAKWIRE_RECORD_SCHEMA);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string shown = std::regex_replace(text, std::regex("\n *"), "");
    EXPECT_NE(shown.find(std::regex_replace(to_line(event), std::regex("\n *"), "")),
              std::string::npos);
}

}  // namespace
}  // namespace breakwire::sim
