# What `cmake --install` puts where, and the packages made of it (`cpack` in a build folder).
include(CMakePackageConfigHelpers)

# The program looks for its scenarios in ../share/breakwire/scenarios, seen from where it is. The
# link makes that true in the build tree as well.
set(scenarios ${CMAKE_INSTALL_DATADIR}/breakwire/scenarios)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/share/breakwire)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/scenarios/library
    ${PROJECT_BINARY_DIR}/share/breakwire/scenarios SYMBOLIC)
install(DIRECTORY scenarios/library/ DESTINATION ${scenarios} OPTIONAL)
# And for the lies that they are tested with beside them.
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/scenarios/lies
    ${PROJECT_BINARY_DIR}/share/breakwire/lies SYMBOLIC)
install(DIRECTORY scenarios/lies/ DESTINATION ${CMAKE_INSTALL_DATADIR}/breakwire/lies OPTIONAL)
if(TARGET breakwire)
    install(TARGETS breakwire)
endif()

# The libraries, as breakwire::core, breakwire::kernel... for find_package(breakwire).
set(config ${CMAKE_INSTALL_LIBDIR}/cmake/breakwire)
install(TARGETS breakwire_systemc EXPORT breakwire)
install(EXPORT breakwire NAMESPACE breakwire:: FILE breakwire-targets.cmake DESTINATION ${config})
write_basic_package_version_file(breakwire-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    cmake/breakwire-config.cmake
    cmake/dependencies.cmake
    ${PROJECT_BINARY_DIR}/breakwire-config-version.cmake
    DESTINATION ${config})

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR Breakwire)
set(CPACK_PACKAGE_CONTACT "Breakwire maintainers <maintainers@breakwire.invalid>")
set(CPACK_PACKAGE_FILE_NAME breakwire-${PROJECT_VERSION}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS mosquitto)
# Finds which Debian packages hold the shared libraries that the program uses.
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(DPKG_SHLIBDEPS)
if(DPKG_SHLIBDEPS)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
