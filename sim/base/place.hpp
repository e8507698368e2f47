#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace breakwire {

/// The name of a file, as messages show it. Each name is kept once, for as long as the program
/// runs, however many places are in it: every value of a scenario has one. Safe from any thread.
class FileName {
public:
    FileName();
    FileName(std::string_view name);
    FileName(const std::string& name) : FileName(std::string_view(name)) {}
    FileName(const char* name) : FileName(std::string_view(name)) {}

    const std::string& text() const { return *text_; }
    operator const std::string&() const { return *text_; }
    bool empty() const { return text_->empty(); }

    bool operator==(const FileName& other) const { return text_ == other.text_; }
    bool operator<(const FileName& other) const { return *text_ < *other.text_; }
    friend std::ostream& operator<<(std::ostream& out, const FileName& file) {
        return out << *file.text_;
    }

private:
    const std::string* text_;
};

/// Where something was typed. Lines and columns count from 1, as editors do.
struct Place {
    FileName file;
    int line = 1;
    int column = 1;

    bool operator==(const Place&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Place& at) {
    return out << at.file << ':' << at.line << ':' << at.column;
}

}  // namespace breakwire
