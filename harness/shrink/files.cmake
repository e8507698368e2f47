set(shrink_sources
    shrink/trials.cpp)
set(shrink_headers
    shrink/trials.hpp)
set(shrink_system_tests
    shrink/shrink_system_test.cpp)
set(shrink_long_tests
    shrink/shrink_long_test.cpp)
