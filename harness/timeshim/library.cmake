# breakwire_timeshim: what LD_PRELOAD brings into programs of others, so it has no runtime library
# but libc (the linker language sees to that), no sanitizers, and shows no names but those it takes.
add_library(breakwire_timeshim MODULE ${timeshim_shim_sources})
target_link_libraries(breakwire_timeshim PRIVATE breakwire_warnings)
target_include_directories(breakwire_timeshim PRIVATE ${PROJECT_SOURCE_DIR})
target_compile_options(breakwire_timeshim PRIVATE
    -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-sanitize=all
    -U_FORTIFY_SOURCE -U_GLIBCXX_ASSERTIONS)
target_compile_definitions(breakwire_timeshim PRIVATE _GNU_SOURCE)
target_link_options(breakwire_timeshim PRIVATE
    -fno-sanitize=all -Wl,--as-needed -Wl,-z,defs -Wl,-z,now)
set_target_properties(breakwire_timeshim PROPERTIES
    LINKER_LANGUAGE C OUTPUT_NAME breakwire-timeshim
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
install(TARGETS breakwire_timeshim DESTINATION ${CMAKE_INSTALL_LIBDIR}/breakwire)
