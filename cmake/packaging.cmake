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

# What there is to read, as Debian wants it: changes and the licences of others by these names, and
# what is read with less is packed. -n: no time of day in it, so that two builds are the same.
find_program(GZIP gzip REQUIRED)
set(docs ${CMAKE_INSTALL_DATADIR}/doc/breakwire)
install(FILES README.md scenarios/REFERENCE.md sim/record/SCHEMA.md
    reports/golden/report.schema.json DESTINATION ${docs})
install(DIRECTORY harness/ci DESTINATION ${docs} USE_SOURCE_PERMISSIONS
    PATTERN ci_test.py EXCLUDE)
set(packed ${PROJECT_BINARY_DIR}/packages)
file(MAKE_DIRECTORY ${packed})
add_custom_command(OUTPUT ${packed}/changelog.gz
    COMMAND ${GZIP} -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${packed}/changelog.gz
    DEPENDS ${PROJECT_SOURCE_DIR}/CHANGELOG.md VERBATIM)
set(copyright_parts ${PROJECT_SOURCE_DIR}/cmake/packages/copyright
    ${PROJECT_BINARY_DIR}/reports/page/licences.txt)
add_custom_command(OUTPUT ${packed}/copyright
    COMMAND ${CMAKE_COMMAND} -E cat ${copyright_parts} > ${packed}/copyright
    DEPENDS ${copyright_parts} VERBATIM)
add_custom_target(breakwire_docs ALL DEPENDS ${packed}/changelog.gz ${packed}/copyright)
install(FILES ${packed}/changelog.gz ${packed}/copyright DESTINATION ${docs})
install(FILES cmake/packages/lintian-overrides
    DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME breakwire)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR Breakwire)
set(CPACK_PACKAGE_CONTACT "Breakwire maintainers <maintainers@breakwire.invalid>")
set(CPACK_PACKAGE_FILE_NAME breakwire-${PROJECT_VERSION}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/packages/strip_libraries.cmake)
file(READ cmake/packages/description CPACK_PACKAGE_DESCRIPTION)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "test harness and simulator for MQTT brokers and devices")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS mosquitto)
# What scenarios, other brokers and those who link the libraries want beside it.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "mosquitto-clients, libfaketime, nodejs, npm, tshark, cmake, \
libsystemc-dev, libboost1.81-dev, libmosquitto-dev, libyaml-cpp-dev, nlohmann-json3-dev")
# Finds which Debian packages hold the shared libraries that the program uses.
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(DPKG_SHLIBDEPS)
if(DPKG_SHLIBDEPS)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
