# Counts what the codec asks the heap for: it replaces the global operators, so it stands alone.
breakwire_test(codec_memory_tests
    SOURCES mqtt/allocation_test.cpp mqtt/differential/random_packets.cpp
    LINKS breakwire::core GTest::gtest_main LABELS unit)

if(NOT BUILD_TESTING)
    return()
endif()

# The same octets, read by us and by an implementation of other people.
add_executable(codec_samples
    mqtt/differential/packet_json.cpp mqtt/differential/random_packets.cpp
    mqtt/differential/samples.cpp)
target_link_libraries(codec_samples PRIVATE breakwire::core breakwire_warnings)
find_program(BREAKWIRE_NODE NAMES node nodejs)
if(BREAKWIRE_NODE)
    add_test(NAME codec_differential
        COMMAND ${BREAKWIRE_NODE} ${CMAKE_CURRENT_SOURCE_DIR}/mqtt/differential/compare.js
                $<TARGET_FILE:codec_samples>)
else()
    add_test(NAME codec_differential
        COMMAND ${CMAKE_COMMAND} -E echo "skipped: node is not there (Debian package nodejs)")
endif()
set_tests_properties(codec_differential PROPERTIES
    LABELS unit TIMEOUT 120 ENVIRONMENT NODE_PATH=/usr/share/nodejs SKIP_RETURN_CODE 77 SKIP_REGULAR_EXPRESSION "^skipped: ")
add_dependencies(unit_tests codec_samples)
