set(base_sources
    base/bytes.cpp base/declaration.cpp base/errors.cpp base/invariant.cpp base/luck.cpp
    base/node.cpp base/numbered.cpp base/pattern.cpp base/place.cpp base/suggest.cpp
    base/time.cpp base/time_mode.cpp base/topic.cpp base/units.cpp base/value_type.cpp base/write_all.cpp)
set(base_headers
    base/byte_queue.hpp base/bytes.hpp base/catalog.hpp base/declaration.hpp base/errors.hpp
    base/fields.hpp base/invariant.hpp base/luck.hpp base/manual_timers.hpp base/node.hpp
    base/numbered.hpp base/pattern.hpp base/place.hpp base/result.hpp base/suggest.hpp base/time.hpp
    base/time_mode.hpp base/timers.hpp base/topic.hpp base/units.hpp base/value_type.hpp
    base/write_all.hpp)
set(base_tests base/fields_test.cpp base/luck_test.cpp base/numbered_test.cpp
    base/place_test.cpp base/time_mode_test.cpp
    base/time_test.cpp base/topic_test.cpp base/units_test.cpp base/write_all_test.cpp)
