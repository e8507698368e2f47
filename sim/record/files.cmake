set(record_sources record/recorder.cpp)
set(record_headers record/event.hpp record/recorder.hpp)
set(record_tests)
