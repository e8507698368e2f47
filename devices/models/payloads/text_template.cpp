#include "devices/models/payloads/text_template.hpp"

#include <regex>

namespace breakwire::devices {

TextTemplate::TextTemplate(const std::string& text) {
    static const std::regex word("\\{([a-z][a-z0-9_]*)\\}");
    auto rest = text.begin();
    for (std::sregex_iterator at(text.begin(), text.end(), word), end; at != end; ++at) {
        if ((*at)[0].first != rest) pieces_.push_back({std::string(rest, (*at)[0].first)});
        pieces_.push_back({(*at)[1], true});
        rest = (*at)[0].second;
    }
    if (rest != text.end()) pieces_.push_back({std::string(rest, text.end())});
}

std::string TextTemplate::fill(const Measurement& measurement) const {
    std::string out;
    for (const Piece& piece : pieces_) {
        if (!piece.word) {
            out += piece.text;
        } else if (const auto filled = measurement.text(piece.text)) {
            out += *filled;
        } else {
            out += '{' + piece.text + '}';
        }
    }
    return out;
}

std::vector<std::string> TextTemplate::words() const {
    std::vector<std::string> out;
    for (const Piece& piece : pieces_) {
        if (piece.word) out.push_back(piece.text);
    }
    return out;
}

}  // namespace breakwire::devices
