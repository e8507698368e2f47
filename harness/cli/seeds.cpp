#include "harness/cli/seeds.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>

namespace breakwire::harness {

namespace {

constexpr std::uint64_t seeds_max = 1'000'000;

std::optional<std::uint64_t> parse_seed(std::string_view text) {
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, mistake] = std::from_chars(text.data(), end, value);
    if (mistake != std::errc() || rest != end) return std::nullopt;
    return value;
}

}  // namespace

std::string SeedRange::text() const { return fmt::format("{}..{}", first, last); }

std::optional<SeedRange> parse_seeds(const std::string& text) {
    const auto dots = text.find("..");
    const auto first = parse_seed(std::string_view(text).substr(0, dots));
    const auto last =
        dots == text.npos ? first : parse_seed(std::string_view(text).substr(dots + 2));
    if (!first || !last || *last < *first || *last - *first >= seeds_max) return std::nullopt;
    return SeedRange{*first, *last};
}

std::vector<Case> sow(const std::vector<Case>& cases, const SeedRange& seeds) {
    std::vector<Case> all;
    for (std::uint64_t i = 0; i <= seeds.last - seeds.first; ++i) {
        for (Case one : cases) {
            one.seed = seeds.first + i;
            one.id += fmt::format("#seed{}", one.seed);
            all.push_back(std::move(one));
        }
    }
    return all;
}

bool has_failed(const reports::CaseResult& result) {
    return result.verdict == reports::Verdict::failed || result.verdict == reports::Verdict::error;
}

std::string first_failing_seed(const SeedRange& seeds,
                               const std::vector<reports::CaseResult>& results) {
    const reports::CaseResult* first = nullptr;
    std::set<std::uint64_t> failed;
    for (const reports::CaseResult& result : results) {
        if (!has_failed(result)) continue;
        failed.insert(result.seed);
        if (first == nullptr) first = &result;
    }
    if (first == nullptr) return fmt::format("seeds {}: none failed", seeds.text());
    return fmt::format("seeds {}: {} failed, {} first, in {}\n  {}", seeds.text(), failed.size(),
                       first->seed, first->id, first->repeat);
}

}  // namespace breakwire::harness
