#include "harness/benchmark/google_benchmarks.hpp"

#include <benchmark/benchmark.h>

namespace breakwire::harness {

int run_google_benchmarks(const std::vector<std::string>& options) {
    std::vector<std::string> words{"breakwire benchmark"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    int count = static_cast<int>(pointers.size());
    benchmark::Initialize(&count, pointers.data());
    if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace breakwire::harness
