# breakwire_systemc: SystemC, together with the language version its library was built for.
#
# SystemC puts that version into the name of a symbol, so a caller compiled for another one does
# not link. Debian builds the library as C++17 and we write C++20; SC_CPLUSPLUS is SystemC's own
# override. The value is found by linking rather than written down, since other builds of the
# library (SystemC 3, or one compiled by hand) want another.
include(CheckCXXSourceCompiles)
include(CMakePushCheckState)

function(breakwire_find_systemc_cplusplus result)
    foreach(candidate 201703L 202002L 201402L 201103L)
        cmake_push_check_state(RESET)
        set(CMAKE_REQUIRED_LIBRARIES PkgConfig::SystemC)
        set(CMAKE_REQUIRED_DEFINITIONS -DSC_CPLUSPLUS=${candidate})
        check_cxx_source_compiles(
            "#include <systemc>\nint sc_main(int, char**) { sc_core::sc_start(); return 0; }\n"
            BREAKWIRE_SYSTEMC_LINKS_AS_${candidate})
        cmake_pop_check_state()
        if(BREAKWIRE_SYSTEMC_LINKS_AS_${candidate})
            set(${result} ${candidate} PARENT_SCOPE)
            return()
        endif()
    endforeach()
    message(FATAL_ERROR
        "A program using SystemC ${SystemC_VERSION} does not link for any C++ version. "
        "Is libsystemc built by another compiler than ${CMAKE_CXX_COMPILER}?")
endfunction()

breakwire_find_systemc_cplusplus(systemc_cplusplus)

add_library(breakwire_systemc INTERFACE)
add_library(breakwire::systemc ALIAS breakwire_systemc)
set_target_properties(breakwire_systemc PROPERTIES EXPORT_NAME systemc)
target_link_libraries(breakwire_systemc INTERFACE PkgConfig::SystemC Threads::Threads)
target_compile_definitions(breakwire_systemc INTERFACE SC_CPLUSPLUS=${systemc_cplusplus})
