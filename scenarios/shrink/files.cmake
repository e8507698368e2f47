set(shrink_sources
    shrink/ddmin.cpp shrink/parts.cpp shrink/shrink.cpp)
set(shrink_headers
    shrink/ddmin.hpp shrink/parts.hpp shrink/shrink.hpp)
set(shrink_tests
    shrink/ddmin_test.cpp shrink/parts_test.cpp shrink/shrink_test.cpp)
