set(bench_sources
    bench/bench_file.cpp bench/board_locks.cpp bench/board_probe.cpp bench/casting.cpp
    bench/check_boards.cpp bench/likeness.cpp)
set(bench_headers
    bench/bench_file.hpp bench/board_locks.hpp bench/board_probe.hpp bench/casting.hpp
    bench/check_boards.hpp bench/likeness.hpp)
set(bench_tests
    bench/bench_file_test.cpp bench/board_locks_test.cpp bench/casting_test.cpp)
