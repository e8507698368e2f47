set(shrink_sources
    shrink/trials.cpp)
set(shrink_headers
    shrink/trials.hpp)
set(shrink_system_tests
    shrink/shrink_system_test.cpp)
set(shrink_slow_tests
    shrink/shrink_slow_test.cpp)
