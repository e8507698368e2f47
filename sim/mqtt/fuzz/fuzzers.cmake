# Coverage-guided fuzzers of the codec, for clang alone (Debian package clang-14): `cmake --preset fuzz`, then
# `ninja -C build/fuzz codec_fuzzers` and, say,
# `build/fuzz/sim/round_trip_fuzzer -max_len=4096 NEW sim/mqtt/fuzz/corpus`.
# Every other build replays the corpus in a test.
add_library(breakwire_fuzzed STATIC ${base_sources} ${mqtt_sources} mqtt/fuzz/targets.cpp)
target_include_directories(breakwire_fuzzed PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(breakwire_fuzzed
    PUBLIC Boost::headers fmt::fmt nlohmann_json::nlohmann_json PRIVATE breakwire_warnings)
target_compile_options(breakwire_fuzzed PUBLIC
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)

add_custom_target(codec_fuzzers)
foreach(fuzzer frame decode_any round_trip malform_any)
    add_executable(${fuzzer}_fuzzer mqtt/fuzz/${fuzzer}_fuzzer.cpp)
    target_link_libraries(${fuzzer}_fuzzer PRIVATE breakwire_fuzzed breakwire_warnings)
    target_link_options(${fuzzer}_fuzzer PRIVATE -fsanitize=fuzzer,address,undefined)
    add_dependencies(codec_fuzzers ${fuzzer}_fuzzer)
endforeach()
