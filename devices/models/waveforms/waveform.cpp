#include "devices/models/waveforms/waveform.hpp"

namespace breakwire {

namespace devices {

double sample_part(const Part& part, std::size_t index, const Sample& sample, Memo& memo) {
    if (memo.parts.size() <= index) memo.parts.resize(index + 1);
    const Sample own{sample.elapsed, sample.ordinal, sample.luck.of(std::to_string(index))};
    return part.signal.waveform->at(own, memo.parts[index]);
}

}  // namespace devices

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
