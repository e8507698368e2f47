#include "sim/base/pattern.hpp"

namespace breakwire {

std::optional<Pattern> ValueType<Pattern>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar()) {
        try {
            return Pattern{node.text, std::regex(node.text)};
        } catch (const std::regex_error&) {
        }
    }
    expected(node, mistakes, "a regular expression (ECMAScript)");
    return std::nullopt;
}

}  // namespace breakwire
