#include "devices/models/payloads/json_payload.hpp"

#include <nlohmann/json.hpp>

namespace breakwire::devices {

namespace {

std::string quoted(const std::string& text) {
    using nlohmann::json;
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Words that stand for text, whatever else is measured.
bool is_text_word(const std::string& text) { return text == "{iso}" || text == "{device}"; }

bool is_one_word(const std::string& text) {
    const std::vector<std::string> words = TextTemplate(text).words();
    return words.size() == 1 && text == '{' + words.front() + '}';
}

bool is_json_literal(const Node& scalar) {
    return !scalar.quoted && nlohmann::json::accept(scalar.text);
}

std::string text_of(const Node& scalar) {
    const bool bare =
        is_json_literal(scalar) || (is_one_word(scalar.text) && !is_text_word(scalar.text));
    return bare ? scalar.text : quoted(scalar.text);
}

/// The document with its {words} where their text is to go. No brace of JSON's own stands around a
/// bare word, so that none is mistaken for one.
std::string text_of_all(const Node& node) {
    if (node.is_null()) return "null";
    if (node.is_scalar()) return text_of(node);
    std::string out;
    for (const Node& item : node.items) out += (out.empty() ? "" : ",") + text_of_all(item);
    for (const Node::Entry& entry : node.entries) {
        out += (out.empty() ? "" : ",") + quoted(entry.key) + ':' + text_of_all(entry.value);
    }
    return node.is_sequence() ? '[' + out + ']' : '{' + out + '}';
}

}  // namespace

Declaration JsonPayload::WholeSection::declaration() const {
    FieldInfo document{"document",  "its values; \"{word}\" alone becomes a number where it is one",
                       "any value", "",
                       true,        &ValueType<Node>::schema};
    return {"json",
            "a JSON document, typed as it is to look",
            {std::move(document)},
            "document",
            "payload: {json: {t: \"{value}\", unit: C, seq: \"{n}\", at: \"{iso}\"}}"};
}

bool JsonPayload::WholeSection::read(JsonPayload& payload, const Node& node, Mistakes&,
                                     const std::vector<std::string>&) const {
    payload.template_ = TextTemplate(text_of_all(node));
    return true;
}

}  // namespace breakwire::devices
