#pragma once

#include <string>

namespace breakwire::harness {

/// `word` as it is typed at a shell: in quotes if the shell would make something else of it.
inline std::string shell_word(const std::string& word) {
    if (!word.empty() && word.find_first_of(" \t\n'\"\\$`*?[]{}!&|;<>()#~") == word.npos)
        return word;
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + '\'';
}

}  // namespace breakwire::harness
