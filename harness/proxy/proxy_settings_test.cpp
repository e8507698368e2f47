#include "harness/proxy/proxy_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> mistakes_in(const std::string& text) {
    Mistakes mistakes;
    EXPECT_FALSE(read_proxy_file(text, "p.yaml", mistakes));
    mistakes.sort();
    std::vector<std::string> told;
    for (const ConfigError& mistake : mistakes.found()) told.emplace_back(mistake.what());
    return told;
}

TEST(ProxyFile, NamesItsProxies) {
    Mistakes mistakes;
    const auto file = read_proxy_file(
        "proxies:\n"
        "  plant: {listen: 1884, upstream: \"broker:1883\", link: {delay: 20ms}}\n"
        "  office: {listen: 1885, upstream: 1883, faults: [{rst: {}}]}\n",
        "p.yaml", mistakes);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->proxies.at("plant").settings.upstream.text(), "broker:1883");
    EXPECT_EQ(file->proxies.at("plant").settings.link.delay, std::chrono::milliseconds(20));
    EXPECT_EQ(file->proxies.at("office").settings.faults.size(), 1U);
}

TEST(ProxyFile, KnowsWhatHasChanged) {
    Mistakes mistakes;
    const auto text_of = [&](const std::string& proxy) {
        return read_proxy_file("proxies:\n  a: " + proxy, "p.yaml", mistakes)->proxies.at("a").text;
    };
    const std::string before = text_of("{listen: 1884, upstream: 1883}");
    EXPECT_EQ(text_of("\n    listen: 1884\n    upstream: 1883\n"), before);
    EXPECT_NE(text_of("{listen: 1884, upstream: 1885}"), before);
}

TEST(ProxyFile, TellsEveryMistakeWithItsPlace) {
    EXPECT_THAT(
        mistakes_in("proxies:\n  a: {listen: here, upstream: 1883, delay: 1}\n  b: {listen: 1}\n"),
        ElementsAre(HasSubstr("p.yaml:2:15: error: expected an address such as"),
                    HasSubstr("p.yaml:2:37: error: unknown key 'delay'"),
                    HasSubstr("p.yaml:3:6: error: proxy: missing key 'upstream'")));
    EXPECT_THAT(mistakes_in("[]"),
                ElementsAre(HasSubstr("p.yaml:1:1: error: expected `proxies:`")));
}

}  // namespace
}  // namespace breakwire::harness
