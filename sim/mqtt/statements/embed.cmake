# The table of statements becomes part of the core library, as text.
foreach(table mqtt_3_1_1 mqtt_5_0 breakwire)
    set(file ${CMAKE_CURRENT_SOURCE_DIR}/mqtt/statements/${table}.json)
    file(READ ${file} statements_${table})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endforeach()
configure_file(mqtt/statements/text.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/statements_text.cpp @ONLY)
set(statements_text ${CMAKE_CURRENT_BINARY_DIR}/statements_text.cpp)
