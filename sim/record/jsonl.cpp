#include "sim/record/jsonl.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"
#include "sim/base/write_all.hpp"

namespace breakwire::sim {

std::string to_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

JsonlWriter::JsonlWriter(std::filesystem::path path, const Json& header) : path_(std::move(path)) {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (file_ < 0) fail("open");
    Json first = {{"schema", record_schema}};
    first.update(header);
    line_ = to_line(first);
    write_line();
}

JsonlWriter::~JsonlWriter() {
    if (file_ >= 0) ::close(file_);
}

const std::string& JsonlWriter::write(const Event& event) {
    line_.clear();
    append_line(event, line_);
    write_line();
    return line_;
}

void JsonlWriter::write_line() {
    line_ += '\n';
    if (!write_all(file_, line_)) fail("write");
    line_.pop_back();
}

void JsonlWriter::fail(const char* what) const {
    throw EnvironmentError(fmt::format("cannot {} {}: {}", what, path_.string(),
                                       std::strerror(errno)));  // NOLINT(concurrency-mt-unsafe)
}

RecordReader::RecordReader(std::filesystem::path path) : path_(std::move(path)), file_(path_) {
    if (!file_) throw EnvironmentError(fmt::format("cannot open {}", path_.string()));
    const auto line = next_line();
    if (!line) return;
    header_ = parse(*line);
    const Json schema = header_.is_object() ? header_.value("schema", Json()) : Json();
    const bool read =
        schema.is_number_integer() && schema >= oldest_schema_read && schema <= record_schema;
    if (read) return;
    fail(fmt::format("is no record of schema {} to {}, those this version reads",
                     oldest_schema_read, record_schema));
}

std::optional<std::string> RecordReader::left_out() const {
    const bool said = header_.is_object() && header_.contains("left_out");
    return said ? std::optional(header_.at("left_out").get<std::string>()) : std::nullopt;
}

std::optional<Event> RecordReader::next() {
    const auto line = next_line();
    if (!line) return std::nullopt;
    const Json json = parse(*line);
    try {
        return event_from_json(json);
    } catch (const std::invalid_argument& error) {
        fail(error.what());
    }
}

std::optional<std::string> RecordReader::next_line() {
    std::string line;
    std::getline(file_, line);
    if (!file_.eof() && file_) {
        ++line_;
        return line;
    }
    if (!line.empty()) {
        torn_ = fmt::format("{}:{}: the last line is torn ({} octets)", path_.string(), line_ + 1,
                            line.size());
    }
    return std::nullopt;
}

Json RecordReader::parse(const std::string& line) const {
    Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) fail("is no JSON");
    return json;
}

void RecordReader::fail(const std::string& what) const {
    throw ConfigError({path_.string(), line_, 1}, what);
}

}  // namespace breakwire::sim
