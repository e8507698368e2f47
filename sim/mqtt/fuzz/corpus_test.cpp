#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/example_packets.hpp"
#include "sim/mqtt/fuzz/targets.hpp"

namespace breakwire::mqtt::fuzz {
namespace {

const std::filesystem::path corpus = BREAKWIRE_FUZZ_CORPUS;

Bytes contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return to_bytes(std::string(std::istreambuf_iterator<char>(file), {}));
}

void run_all(ByteView input) {
    frame(input);
    decode_any(input);
    round_trip(input);
    malform_any(input);
}

TEST(FuzzCorpus, KeepsEveryPromiseOfTheCodec) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
        SCOPED_TRACE(entry.path().filename());
        run_all(contents(entry.path()));
        ++files;
    }
    EXPECT_GT(files, 40U);
}

/// With BREAKWIRE_WRITE_CORPUS set it writes what is missing, which is how the files came to be.
TEST(FuzzCorpus, HasEveryExampleThatIsNotLarge) {
    for (const examples::Example& example : examples::all()) {
        const Bytes wire = encode(example.packet, example.version);
        if (wire.size() > 1000) continue;
        const auto path = corpus / (example.name + ".bin");
        if (std::getenv("BREAKWIRE_WRITE_CORPUS") != nullptr) {
            std::ofstream(path, std::ios::binary) << to_text(wire);
        }
        EXPECT_EQ(to_hex(contents(path)), to_hex(wire)) << example.name;
    }
}

TEST(FuzzTargets, KeepEveryPromiseForEmptyAndEndlessInput) {
    run_all({});
    run_all(Bytes(300, std::byte{0xFF}));
    run_all(Bytes(300, std::byte{0x30}));
}

}  // namespace
}  // namespace breakwire::mqtt::fuzz
