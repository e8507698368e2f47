#include "sim/record/jsonl.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "sim/base/errors.hpp"
#include "sim/record/event_examples.hpp"

namespace breakwire::sim {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

/// A file name of this test alone, gone when the test ends.
class TempFile {
public:
    TempFile() {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        path = ::testing::TempDir() + "breakwire-" + std::to_string(::getpid()) + "-" +
               test->name() + ".jsonl";
    }
    ~TempFile() { std::filesystem::remove(path); }
    TempFile(const TempFile&) = delete;
    TempFile& operator=(const TempFile&) = delete;

    void write(std::string_view text) const {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    }
    std::string read() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::filesystem::path path;
};

std::string record_of_examples(const TempFile& file) {
    JsonlWriter writer(file.path, {{"seed", 7}, {"mqtt", "3.1.1"}});
    for (const Event& event : examples::events()) writer.write(event);
    return file.read();
}

std::string mistake_in(const TempFile& file) {
    try {
        RecordReader reader(file.path);
        while (reader.next()) continue;
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

TEST(EventJson, ReadsBackEveryKindOfEvent) {
    for (const Event& event : examples::events()) {
        const Event back = event_from_json(Json::parse(to_line(event)));
        EXPECT_EQ(back.number, event.number);
        EXPECT_EQ(back.at, event.at);
        EXPECT_EQ(back.body.index(), event.body.index());
        EXPECT_EQ(to_line(back), to_line(event));
    }
}

TEST(EventJson, CoversEveryKindOfEvent) {
    std::set<std::size_t> kinds;
    for (const Event& event : examples::events()) kinds.insert(event.body.index());
    EXPECT_EQ(kinds.size(), std::variant_size_v<EventBody>);
}

TEST(EventJson, WritesAPacketWithItsOctetsAndItsWords) {
    const Event event{12, Instant{1500ms}, examples::packet(mqtt::Puback{7})};
    EXPECT_EQ(to_line(event),
              R"({"n":12,"t":1500000000,"kind":"packet","device":"pump","connection":1,)"
              R"("direction":"up","tap":"client","version":"3.1.1","hex":"40020007",)"
              R"("type":"PUBACK","text":"PUBACK id 7"})");
}

TEST(EventJson, SaysWhyAPacketIsMalformed) {
    const Event event{1, {}, examples::packet(*from_hex("40020000"))};
    const Json json = Json::parse(to_line(event));
    EXPECT_EQ(json.at("type"), "PUBACK");
    EXPECT_FALSE(json.contains("text"));
    EXPECT_EQ(json.at("error").at("why"), "packet_id_zero");
    EXPECT_EQ(json.at("error").at("offset"), 2);
    EXPECT_EQ(json.at("error").at("rule"), "MQTT-2.3.1-1");
}

TEST(EventJson, DecodesAPacketThatIsReadBack) {
    const Event event{1, {}, examples::packet(mqtt::Puback{7})};
    const Event back = event_from_json(Json::parse(to_line(event)));
    ASSERT_NE(back.as<PacketSeen>()->as<mqtt::Puback>(), nullptr);
    EXPECT_EQ(*back.as<PacketSeen>()->as<mqtt::Puback>(), mqtt::Puback{7});
    const Event malformed{1, {}, examples::packet(*from_hex("40020000"))};
    EXPECT_EQ(event_from_json(Json::parse(to_line(malformed))).as<PacketSeen>()->error,
              malformed.as<PacketSeen>()->error);
}

TEST(EventJson, ReplacesOctetsThatAreNoUtf8) {
    const Event event{1, {}, BrokerLog{"caf\xe9"}};
    EXPECT_EQ(event_from_json(Json::parse(to_line(event))).as<BrokerLog>()->line,
              "caf\xEF\xBF\xBD");
}

TEST(EventJson, PassesOverAKeyItDoesNotKnow) {
    Json json = Json::parse(to_line(Event{1, {}, BrokerLog{"hello"}}));
    json["new"] = 1;
    EXPECT_EQ(event_from_json(json).as<BrokerLog>()->line, "hello");
}

TEST(EventJson, SaysWhatIsWrong) {
    const auto complaint = [](const char* text) -> std::string {
        try {
            event_from_json(Json::parse(text));
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(complaint(R"({"n":1,"t":0,"kind":"rumour"})"), "has an unknown kind 'rumour'");
    EXPECT_EQ(complaint(R"({"n":1,"kind":"broker_log","line":""})"),
              "is no event: key 't' not found");
    EXPECT_EQ(complaint(R"({"n":1,"t":0,"kind":"broker","state":"bored","detail":""})"),
              "has an unknown state 'bored'");
    EXPECT_THAT(complaint(R"({"n":"x","t":0,"kind":"broker_log","line":""})"),
                HasSubstr("type must be number"));
    EXPECT_THAT(complaint("[]"), HasSubstr("is no event: "));
}

TEST(JsonlWriter, BeginsWithTheSchemaAndTheHeader) {
    const TempFile file;
    const std::string text = record_of_examples(file);
    EXPECT_EQ(text.substr(0, text.find('\n')), R"({"schema":3,"seed":7,"mqtt":"3.1.1"})");
}

TEST(RecordReader, SaysWhatIsLeftOut) {
    const TempFile file;
    { const JsonlWriter whole(file.path, Json::object()); }
    EXPECT_EQ(RecordReader(file.path).left_out(), std::nullopt);
    { const JsonlWriter sampled(file.path, {{"left_out", "the broker's log"}}); }
    EXPECT_EQ(RecordReader(file.path).left_out(), "the broker's log");
}

TEST(JsonlWriter, LeavesEachEventInTheFileAsSoonAsItIsWritten) {
    const TempFile file;
    JsonlWriter writer(file.path, Json::object());
    writer.write({1, {}, BrokerLog{"hello"}});
    EXPECT_THAT(file.read(), EndsWith("\"line\":\"hello\"}\n"));
}

TEST(JsonlWriter, LosesNothingWhenItsProcessIsKilled) {
    const TempFile file;
    const pid_t writing = fork();
    if (writing == 0) {
        JsonlWriter writer(file.path, Json::object());
        for (const Event& event : examples::events()) writer.write(event);
        raise(SIGKILL);
    }
    int status = 0;
    waitpid(writing, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    RecordReader reader(file.path);
    std::size_t events = 0;
    while (reader.next()) ++events;
    EXPECT_EQ(events, examples::events().size());
    EXPECT_EQ(reader.torn(), std::nullopt);
}

TEST(JsonlWriter, ReportsAFullDiskWithThePath) {
    try {
        JsonlWriter writer("/dev/full", Json::object());
        FAIL() << "nothing was thrown";
    } catch (const EnvironmentError& error) {
        EXPECT_STREQ(error.what(), "cannot write /dev/full: No space left on device");
    }
}

TEST(JsonlWriter, ReportsAFolderThatIsNotThere) {
    EXPECT_THROW(JsonlWriter("/nonexistent/record.jsonl", Json::object()), EnvironmentError);
    EXPECT_THROW(RecordReader("/nonexistent/record.jsonl"), EnvironmentError);
}

TEST(RecordReader, ReadsBackWhatWasWritten) {
    const TempFile file;
    record_of_examples(file);
    RecordReader reader(file.path);
    EXPECT_EQ(reader.header().at("seed"), 7);
    for (const Event& event : examples::events()) {
        const auto read = reader.next();
        ASSERT_TRUE(read.has_value());
        EXPECT_EQ(to_line(*read), to_line(event));
    }
    EXPECT_EQ(reader.next(), std::nullopt);
    EXPECT_EQ(reader.torn(), std::nullopt);
}

TEST(RecordReader, ReadsUpToTheLastWholeLineWhereverTheRecordIsCut) {
    const TempFile file;
    const std::string whole = record_of_examples(file);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const std::string cut = whole.substr(0, size);
        file.write(cut);
        RecordReader reader(file.path);
        long events = 0;
        while (reader.next()) ++events;
        const auto lines = std::ranges::count(cut, '\n');
        EXPECT_EQ(events, std::max(lines - 1, 0L)) << size;
        EXPECT_EQ(reader.torn().has_value(), !cut.empty() && cut.back() != '\n') << size;
        EXPECT_EQ(reader.header().is_null(), lines == 0) << size;
    }
}

TEST(RecordReader, SaysWhereTheRecordIsTorn) {
    const TempFile file;
    file.write("{\"schema\":1}\n{\"n\":1,");
    RecordReader reader(file.path);
    EXPECT_EQ(reader.next(), std::nullopt);
    EXPECT_EQ(reader.torn(), file.path.string() + ":2: the last line is torn (7 octets)");
}

TEST(RecordReader, NamesTheLineOfAMistake) {
    const TempFile file;
    file.write("{\"schema\":1}\nnonsense\n");
    EXPECT_EQ(mistake_in(file), file.path.string() + ":2:1: error: is no JSON");
    file.write("{\"schema\":1}\n{\"n\":1,\"t\":0,\"kind\":\"rumour\"}\n");
    EXPECT_EQ(mistake_in(file), file.path.string() + ":2:1: error: has an unknown kind 'rumour'");
}

TEST(RecordReader, RefusesAnotherSchema) {
    const TempFile file;
    for (const char* header :
         {"{\"schema\":4}\n", "{\"schema\":0}\n", "{}\n", "[]\n", "{\"schema\":\"1\"}\n"}) {
        file.write(header);
        EXPECT_EQ(mistake_in(file),
                  file.path.string() +
                      ":1:1: error: is no record of schema 1 to 3, those this version reads")
            << header;
    }
}

}  // namespace
}  // namespace breakwire::sim
