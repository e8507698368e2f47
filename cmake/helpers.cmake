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

option(BREAKWIRE_SANITIZED "The compiler is told to add sanitizers" OFF)

# breakwire_test(NAME SOURCES ... LINKS ... LABELS unit|system|slow [TIMEOUT seconds] [PCH ...]
# [SANITIZED_PARTS n]): a GoogleTest program.
# CTest runs each of its tests in a process of its own, as SystemC (one elaboration per process)
# needs. With sanitizers a process takes ten times as long to start: a program whose tests can share
# one is run in SANITIZED_PARTS parts then.
function(breakwire_test name)
    if(NOT BUILD_TESTING)
        return()
    endif()
    cmake_parse_arguments(arg "" "TIMEOUT;SANITIZED_PARTS" "SOURCES;LINKS;LABELS;PCH" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINKS} breakwire_warnings GTest::gmock GTest::gtest)
    # What is tested is optimised, the tests need not be: they compile in about half the time.
    target_compile_options(${name} PRIVATE -O0)
    if(BREAKWIRE_SANITIZED)
        # For the tests themselves the sanitizer of addresses is enough in these matters, whose
        # checks take as long to compile as all the rest. What is tested has them.
        target_compile_options(${name} PRIVATE
            -fno-sanitize=null,alignment,object-size,pointer-overflow,vptr)
    endif()
    breakwire_compile_together(${name})
    breakwire_precompile(${name} <gmock/gmock.h> <gtest/gtest.h> ${arg_PCH})
    if(unit IN_LIST arg_LABELS)
        add_dependencies(unit_tests ${name})
    endif()
    if(BREAKWIRE_SANITIZED AND arg_SANITIZED_PARTS)
        breakwire_test_in_parts(${name} ${arg_SANITIZED_PARTS} "${arg_LABELS}")
        return()
    endif()
    # What takes long starts early.
    set(order)
    if(slow IN_LIST arg_LABELS)
        set(order COST 600)
    endif()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ${order})
endfunction()

# As many processes, each with its share of the tests.
function(breakwire_test_in_parts name parts labels)
    math(EXPR last "${parts} - 1")
    foreach(part RANGE ${last})
        add_test(NAME ${name}.${part} COMMAND ${name} --gtest_brief=1)
        set_tests_properties(${name}.${part} PROPERTIES TIMEOUT 600 COST 100 LABELS "${labels}"
            ENVIRONMENT "GTEST_TOTAL_SHARDS=${parts};GTEST_SHARD_INDEX=${part}")
    endforeach()
endfunction()
