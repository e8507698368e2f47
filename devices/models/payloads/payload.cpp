#include "devices/models/payloads/payload.hpp"

#include <algorithm>

#include "devices/models/payloads/binary_payload.hpp"
#include "devices/models/payloads/json_payload.hpp"
#include "devices/models/payloads/plain_payloads.hpp"

namespace breakwire::devices {

const Catalog<Payload>& payloads() {
    static const Catalog<Payload> table = [] {
        Catalog<Payload> all("payload");
        all.add<BinaryPayload>();
        all.add<HexPayload>();
        all.add<JsonPayload>();
        all.add<TextPayload>();
        return all;
    }();
    return table;
}

std::string misspelt_word(const Payload& payload, const std::vector<std::string>& measured) {
    std::vector<std::string> known = measurement_words();
    known.insert(known.end(), measured.begin(), measured.end());
    for (const std::string& word : payload.words()) {
        if (std::ranges::find(known, word) != known.end()) continue;
        if (word == "value") return "has {value}, and nothing of that name is measured";
        const bool text = payload.takes_any_word() && nearest(word, known).empty();
        if (!text) return "has {" + word + '}' + suggestion(word, known);
    }
    return "";
}

}  // namespace breakwire::devices

namespace breakwire {

using devices::PayloadTemplate;

nlohmann::json ValueType<PayloadTemplate>::schema() {
    return {{"anyOf", nlohmann::json::array(
                          {ValueType<std::string>::schema(), devices::payloads().schema()})}};
}

std::optional<PayloadTemplate> ValueType<PayloadTemplate>::read(const Node& node,
                                                                Mistakes& mistakes) {
    const Catalog<devices::Payload>& kinds = devices::payloads();
    std::unique_ptr<devices::Payload> made = node.is_scalar()
                                                 ? kinds.make("text", node.at, node, mistakes)
                                                 : kinds.make_one(node, mistakes);
    if (!made) return std::nullopt;
    return PayloadTemplate{std::move(made)};
}

}  // namespace breakwire
