set(record_sources
    record/event_json.cpp record/event_line.cpp record/fingerprint.cpp record/json_line.cpp
    record/jsonl.cpp record/narrate.cpp record/recorder.cpp)
set(record_headers
    record/event.hpp record/fingerprint.hpp record/json_line.hpp record/jsonl.hpp
    record/narrate.hpp record/recorder.hpp record/words.hpp)
set(record_tests
    record/event_examples.cpp record/fingerprint_test.cpp record/json_line_test.cpp
    record/jsonl_test.cpp record/narrate_test.cpp record/recorder_test.cpp record/schema_test.cpp)
