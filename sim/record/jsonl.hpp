#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "sim/record/event.hpp"

/// The record of a case as JSON Lines: `record.jsonl` in its run folder. SCHEMA.md lists the keys.
namespace breakwire::sim {

constexpr int record_schema = 3;
constexpr int oldest_schema_read = 1;  ///< it has less, and nothing else

/// Keeps keys in the order they were written, so that lines read well.
using Json = nlohmann::ordered_json;

/// One line of the record, without its end. Octets that are no UTF-8 (in a broker's log, say)
/// become U+FFFD.
std::string to_line(const Event& event);
/// The same behind what `text` holds already: a buffer serves line after line.
void append_line(const Event& event, std::string& text);

/// Reads what `to_line` writes. Packets are decoded anew from their octets; what their line says of
/// them is for people and other programs. Throws std::invalid_argument saying what is wrong.
Event event_from_json(const Json& json);

/// The text of a line that was read, or of a header.
std::string to_line(const Json& json);

/// Appends events to a file as they happen, each with a single write(2): a worker that is killed
/// leaves everything up to its last event.
///
/// Throws EnvironmentError with the path if the file cannot be opened or written (disk full).
class JsonlWriter {
public:
    /// Starts the file anew. Its first line is `{"schema":3, ...header}`; the caller says which
    /// seed, scenario, MQTT version and programs the record is of.
    JsonlWriter(std::filesystem::path path, const Json& header);
    ~JsonlWriter();
    JsonlWriter(const JsonlWriter&) = delete;
    JsonlWriter& operator=(const JsonlWriter&) = delete;

    /// Returns the line, without its end; it is good until the next call.
    const std::string& write(const Event& event);

private:
    /// Ends the line at hand and hands it over.
    void write_line();
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    int file_ = -1;
    std::string line_;
};

/// Reads a record back, one event at a time.
///
/// A worker that was killed leaves a last line without an end; it is not an event, and `torn` says
/// so. Anything else that is wrong throws ConfigError with the line. Throws EnvironmentError if the
/// file cannot be opened.
class RecordReader {
public:
    explicit RecordReader(std::filesystem::path path);

    /// The first line; null if even that is torn or the file is empty.
    const Json& header() const { return header_; }

    /// What there is nothing of in it, in words; nothing if it has everything.
    std::optional<std::string> left_out() const;

    /// The next event; nothing at the end.
    std::optional<Event> next();

    /// What is wrong with the end, "record.jsonl:17: the last line is torn (23 octets)"; nothing as
    /// long as no torn line was met.
    const std::optional<std::string>& torn() const { return torn_; }

private:
    std::optional<std::string> next_line();
    Json parse(const std::string& line) const;
    [[noreturn]] void fail(const std::string& what) const;

    std::filesystem::path path_;
    std::ifstream file_;
    int line_ = 0;
    Json header_;
    std::optional<std::string> torn_;
};

}  // namespace breakwire::sim
