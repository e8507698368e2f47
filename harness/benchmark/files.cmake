set(benchmark_sources
    benchmark/campaign_benchmark.cpp benchmark/connect_benchmark.cpp benchmark/delivery_benchmark.cpp
    benchmark/fleet_bench.cpp benchmark/fleet_benchmark.cpp benchmark/fleet_memory.cpp
    benchmark/google_benchmarks.cpp benchmark/kernel_benchmark.cpp benchmark/raw_clients.cpp
    benchmark/relay_process.cpp
    benchmark/run_benchmarks.cpp benchmark/time_benchmark.cpp benchmark/wire_benchmark.cpp)
set(benchmark_headers
    benchmark/benchmarks.hpp benchmark/fleet_bench.hpp benchmark/fleet_memory.hpp
    benchmark/google_benchmarks.hpp benchmark/raw_clients.hpp benchmark/relay_process.hpp
    benchmark/stopwatch.hpp)
