#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace breakwire {

/// The candidate a misspelt `word` most likely meant: the smallest edit distance (insertion,
/// deletion, substitution, swap of neighbours), if it is at most a third of the word's length.
/// Empty if nothing is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "; did you mean 'keep_alive'?" or, if nothing is near, "; known: a, b, c".
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace breakwire
