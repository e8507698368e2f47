#include "scenarios/checks/pattern.hpp"

namespace breakwire {

std::optional<scenarios::Pattern> ValueType<scenarios::Pattern>::read(const Node& node,
                                                                      Mistakes& mistakes) {
    if (node.is_scalar()) {
        try {
            return scenarios::Pattern{node.text, std::regex(node.text)};
        } catch (const std::regex_error&) {
        }
    }
    expected(node, mistakes, "a regular expression (ECMAScript)");
    return std::nullopt;
}

}  // namespace breakwire
