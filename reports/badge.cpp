#include "reports/badge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/totals.hpp"
#include "reports/xml.hpp"

namespace breakwire::reports {

namespace {

constexpr const char* label = "breakwire";

struct Colour {
    const char* name;  ///< as shields.io knows it
    const char* hex;   ///< dark enough for white letters (WCAG 2.1, contrast 4.5)
};

Colour colour_of(const RunSummary& summary) {
    Verdict worst = Verdict::passed;
    for (const CaseResult& result : summary.cases) worst = std::max(worst, result.verdict);
    if (worst >= Verdict::failed) return {"red", "#b3261e"};
    if (worst == Verdict::inconclusive || summary.interrupted) return {"orange", "#9a5b00"};
    return {"brightgreen", "#1a7f37"};
}

/// Verdana at 11 px is about 6.6 px wide a letter, with 6 px on each side.
double width_of(const std::string& text) { return 6.6 * static_cast<double>(text.size()) + 12; }

std::string picture(const std::string& words, const Colour& colour) {
    const double left = width_of(label);
    const double right = width_of(words);
    const std::string title = xml_text(std::string(label) + ": " + words);
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0:.0f}" height="20" role="img" aria-label="{1}">
<title>{1}</title>
<rect width="{2:.0f}" height="20" fill="#444"/>
<rect x="{2:.0f}" width="{3:.0f}" height="20" fill="{4}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
<text x="{5:.1f}" y="14">{6}</text>
<text x="{7:.1f}" y="14">{8}</text>
</g>
</svg>
)",
        left + right, title, left, right, colour.hex, left / 2, label, left + right / 2,
        xml_text(words));
}

std::string endpoint(const std::string& words, const Colour& colour) {
    return nlohmann::json{
               {"schemaVersion", 1}, {"label", label}, {"message", words}, {"color", colour.name}}
               .dump() +
           '\n';
}

}  // namespace

std::string Badge::text(const RunInfo& /*run*/, const RunSummary& summary) const {
    const std::string words = in_words(summary);
    const std::string extension = path().extension().string();
    if (extension == ".svg") return picture(words, colour_of(summary));
    if (extension == ".json") return endpoint(words, colour_of(summary));
    return fmt::format("{}: {}\n", label, words);
}

}  // namespace breakwire::reports
