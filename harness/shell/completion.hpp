#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/shell/declared.hpp"

namespace breakwire::harness {

/// What may come next on a command line.
struct Completions {
    struct Word {
        std::string text;
        std::string about{};  ///< may be empty
    };
    enum class Paths { none, folders, files };

    std::vector<Word> words{};
    Paths paths = Paths::none;  ///< names of files as well, which the shell knows better
};

/// What has been typed of a command.
struct Typed {
    std::vector<std::string> arguments{};  ///< before the word under way
    std::string word{};                    ///< the beginning of the word under way
};

/// What a value may be that is declared as "CASE", "FILE"...
struct ValueKind {
    /// May be empty. What does not begin with the typed word is left out later.
    std::function<std::vector<Completions::Word>(const Typed& typed)> words{};
    Completions::Paths paths = Completions::Paths::none;
};
using ValueKinds = std::map<std::string, ValueKind>;

/// What may stand in the place of the last of `words`, which is empty or unfinished; the program's
/// name is not among them. A declared value is a choice of words and kinds: `auto|scaled:N`,
/// `FILE|DRIVER`, `KIND:FILE`; lower case is typed as it stands, of other kinds than those in
/// `kinds` nothing is known.
Completions complete(const DeclaredCommand& line, const std::vector<std::string>& words,
                     const ValueKinds& kinds);

/// For the scripts: a word on each line, behind it, after a tab, what it is. A line without a word
/// says "files" or "folders" where their names may stand as well.
std::string to_lines(const Completions& completions);

}  // namespace breakwire::harness
