#pragma once

#include <ostream>
#include <string>

namespace breakwire {

/// Where something was typed. Lines and columns count from 1, as editors do.
struct Place {
    std::string file;
    int line = 1;
    int column = 1;

    bool operator==(const Place&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Place& at) {
    return out << at.file << ':' << at.line << ':' << at.column;
}

}  // namespace breakwire
