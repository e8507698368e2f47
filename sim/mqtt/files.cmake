set(mqtt_sources
    mqtt/code.cpp mqtt/decode.cpp mqtt/decode_acks.cpp mqtt/decode_connect.cpp mqtt/decode_error.cpp
    mqtt/decode_properties.cpp mqtt/decode_publish.cpp mqtt/decode_subscribe.cpp mqtt/describe.cpp
    mqtt/encode.cpp mqtt/encode_bodies.cpp mqtt/framer.cpp
    mqtt/malform.cpp mqtt/malform_connect.cpp mqtt/malform_fields.cpp mqtt/malform_header.cpp
    mqtt/malform_messages.cpp mqtt/malform_values.cpp mqtt/properties.cpp mqtt/property_values.cpp
    mqtt/property_table.cpp mqtt/raw.cpp mqtt/reader.cpp mqtt/reason_code.cpp mqtt/statements.cpp
    mqtt/topic_rules.cpp
    mqtt/utf8.cpp mqtt/value_types.cpp mqtt/varint.cpp mqtt/version.cpp)
set(mqtt_headers
    mqtt/code.hpp mqtt/decode.hpp mqtt/decode_error.hpp mqtt/describe.hpp mqtt/encode.hpp mqtt/framer.hpp mqtt/malform.hpp mqtt/malform_makers.hpp mqtt/malform_values.hpp
    mqtt/packet.hpp mqtt/properties.hpp mqtt/property_table.hpp mqtt/property_values.hpp mqtt/raw.hpp mqtt/reason_code.hpp
    mqtt/statements.hpp mqtt/statements_text.hpp
    mqtt/utf8.hpp mqtt/value_types.hpp mqtt/varint.hpp mqtt/version.hpp)
set(mqtt_tests
    mqtt/decode_test.cpp mqtt/describe_test.cpp mqtt/example_packets.cpp mqtt/framer_test.cpp
    mqtt/known_bytes_test.cpp mqtt/malform_test.cpp mqtt/malformed_test.cpp mqtt/mutation_test.cpp
    mqtt/properties_test.cpp mqtt/reason_code_test.cpp mqtt/round_trip_test.cpp
    mqtt/statements_test.cpp mqtt/utf8_test.cpp mqtt/varint_test.cpp mqtt/version_test.cpp)
