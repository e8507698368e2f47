#include "devices/boards/line_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

int open_log(const std::filesystem::path& file) {
    return ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

void append_escaped(std::string& out, char c) {
    const auto value = static_cast<unsigned char>(c);
    if (c == '\n') {
        out += "\\n";
    } else if (c == '\r') {
        out += "\\r";
    } else if (c == '"' || c == '\\') {
        out += {'\\', c};
    } else if (value < 0x20 || value >= 0x7F) {
        out += fmt::format("\\x{:02x}", value);
    } else {
        out += c;
    }
}

}  // namespace

LineLog::LineLog(std::filesystem::path file, DataSize limit)
    : file_(std::move(file)), limit_(limit.bytes), descriptor_(open_log(file_)) {
    if (descriptor_ < 0) {
        throw EnvironmentError("cannot write " + file_.string() + ": " + std::strerror(errno));
    }
}

LineLog::~LineLog() {
    if (descriptor_ >= 0) close(descriptor_);
}

std::string LineLog::quoted(ByteView octets) {
    std::string out = "\"";
    for (const char c : to_text(octets)) append_escaped(out, c);
    return out + '"';
}

void LineLog::add(Instant at, char sign, std::string_view text) {
    const auto since_start = std::chrono::duration<double>(at.time_since_epoch());
    const std::string entry = fmt::format("{:.6f} {} {}\n", since_start.count(), sign, text);
    if (size_ > 0 && size_ + entry.size() > limit_ / 2) begin_anew();
    if (::write(descriptor_, entry.data(), entry.size()) > 0) size_ += entry.size();
}

void LineLog::begin_anew() {
    std::error_code gone;
    std::filesystem::rename(file_, file_.string() + ".1", gone);
    const int fresh = open_log(file_);
    if (fresh < 0) return;  // The old one goes on to be written, without a name.
    close(descriptor_);
    descriptor_ = fresh;
    size_ = 0;
}

}  // namespace breakwire::devices
