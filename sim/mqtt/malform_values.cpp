#include "sim/mqtt/malform_values.hpp"

#include "sim/base/suggest.hpp"

namespace breakwire {

std::optional<const mqtt::Malformation*> ValueType<const mqtt::Malformation*>::read(
    const Node& node, Mistakes& mistakes) {
    if (!node.is_scalar()) {
        expected(node, mistakes, "the name of a malformation, such as qos_3");
        return std::nullopt;
    }
    if (const mqtt::Malformation* row = mqtt::malformation(node.text)) return row;
    mistakes.add(node.at, "unknown malformation '" + node.text + "'" +
                              suggestion(node.text, mqtt::malformation_names()));
    return std::nullopt;
}

}  // namespace breakwire
