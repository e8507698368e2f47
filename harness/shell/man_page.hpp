#pragma once

#include <string>

#include "harness/shell/declared.hpp"

namespace breakwire::harness {

/// What is on the page beside the declarations.
struct ManPageFacts {
    std::string version;  ///< "0.1.0"
    std::string date;     ///< of the version: "November 22, 2026"
};

/// The manual page of the whole command line, for section 1, in the macros of mdoc(7): what each
/// command does and takes, with its examples.
std::string man_page(const DeclaredCommand& line, const ManPageFacts& facts);

}  // namespace breakwire::harness
