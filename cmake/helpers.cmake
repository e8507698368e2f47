# Warnings are errors in every target of ours, and in none of other people's headers.
add_library(breakwire_warnings INTERFACE)
target_compile_options(breakwire_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
    # These look at what is left after inlining, and GCC 12 finds them in correct uses of
    # std::optional and std::string (its bugs 80635, 105329, 105651). The sanitizers look for the
    # same mistakes.
    -Wno-array-bounds -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow)

# clang knows some of these under other names.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    target_compile_options(breakwire_warnings INTERFACE -Wno-unknown-warning-option)
endif()

option(BREAKWIRE_FUZZERS "Build the fuzzers of the codec, which needs clang" OFF)

option(BREAKWIRE_PCH "Precompile heavy headers: a full build takes about half the time" ON)

# Most of the time goes into the headers of others, and into the templates that each source makes of
# them for itself. It means that no two sources of a target may give one name to two things.
option(BREAKWIRE_UNITY "Compile twenty sources at a time: a full build takes about a third of the time" ON)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 20)

function(breakwire_compile_together target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${BREAKWIRE_UNITY})
endfunction()

# Each target precompiles for itself: GCC takes a precompiled header only where macros and options
# are the same, which two targets of ours seldom share.
function(breakwire_precompile target)
    # It takes as long as compiling two sources together without it.
    get_target_property(sources ${target} SOURCES)
    list(LENGTH sources count)
    if(BREAKWIRE_PCH AND ARGN AND count GREATER CMAKE_UNITY_BUILD_BATCH_SIZE)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()

# breakwire_library(NAME SOURCES ... HEADERS ... LINKS ... [PCH ...]): one layer of the house.
# Headers are public and installed; LINKS are public as well. PCH names heavy headers of others,
# such as <systemc>, that many of the sources include; each source still includes what it uses.
function(breakwire_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;LINKS;PCH" ${ARGN})
    add_library(breakwire_${name} STATIC ${arg_SOURCES})
    add_library(breakwire::${name} ALIAS breakwire_${name})
    set_target_properties(breakwire_${name} PROPERTIES EXPORT_NAME ${name})
    target_sources(breakwire_${name} PUBLIC FILE_SET HEADERS
        BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
    target_link_libraries(breakwire_${name}
        PUBLIC ${arg_LINKS} PRIVATE $<BUILD_INTERFACE:breakwire_warnings>)
    breakwire_compile_together(breakwire_${name})
    breakwire_precompile(breakwire_${name} ${arg_PCH})
    install(TARGETS breakwire_${name} EXPORT breakwire
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/breakwire)
endfunction()

# What `./bw test --asan` builds.
add_custom_target(unit_tests)

# breakwire_test(NAME SOURCES ... LINKS ... LABELS unit|system|slow [TIMEOUT seconds] [PCH ...]): a
# GoogleTest program.
# CTest runs each of its tests in a process of its own, as SystemC (one elaboration per process)
# needs.
function(breakwire_test name)
    if(NOT BUILD_TESTING)
        return()
    endif()
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINKS;LABELS;PCH" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINKS} breakwire_warnings GTest::gmock GTest::gtest)
    # What is tested is optimised, the tests need not be: they compile in about half the time.
    target_compile_options(${name} PRIVATE -O0)
    breakwire_compile_together(${name})
    breakwire_precompile(${name} <gmock/gmock.h> <gtest/gtest.h> ${arg_PCH})
    if(unit IN_LIST arg_LABELS)
        add_dependencies(unit_tests ${name})
    endif()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
