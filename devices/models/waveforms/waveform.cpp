#include "devices/models/waveforms/waveform.hpp"

namespace breakwire {

using devices::Signal;

nlohmann::json ValueType<Signal>::schema() {
    return {{"anyOf",
             nlohmann::json::array({ValueType<double>::schema(), devices::waveforms().schema()})}};
}

std::optional<Signal> ValueType<Signal>::read(const Node& node, Mistakes& mistakes) {
    const Catalog<devices::Waveform>& kinds = devices::waveforms();
    std::unique_ptr<devices::Waveform> made = node.is_scalar()
                                                  ? kinds.make("constant", node.at, node, mistakes)
                                                  : kinds.make_one(node, mistakes);
    if (!made) return std::nullopt;
    return Signal{std::move(made)};
}

}  // namespace breakwire
