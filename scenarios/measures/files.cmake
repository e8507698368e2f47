set(measures_sources
    measures/builtin.cpp measures/count.cpp measures/deliveries.cpp measures/figure.cpp
    measures/happens.cpp measures/measure.cpp measures/measure_list.cpp
    measures/moment.cpp measures/octets.cpp
    measures/packets.cpp measures/reconnects.cpp measures/time_between.cpp measures/watched.cpp)
set(measures_headers
    measures/count.hpp measures/delay.hpp measures/deliveries.hpp measures/duplicates.hpp
    measures/figure.hpp measures/happens.hpp measures/lost.hpp measures/measure.hpp
    measures/measure_list.hpp measures/moment.hpp measures/octets.hpp measures/packets.hpp
    measures/reconnects.hpp measures/time_between.hpp measures/watched.hpp)
set(measures_tests
    measures/figure_test.cpp measures/measure_test.cpp)
