set(mqtt_sources
    mqtt/decode.cpp mqtt/decode_acks.cpp mqtt/decode_connect.cpp mqtt/decode_error.cpp
    mqtt/decode_properties.cpp mqtt/decode_publish.cpp mqtt/decode_subscribe.cpp mqtt/describe.cpp
    mqtt/encode.cpp mqtt/encode_bodies.cpp mqtt/framer.cpp mqtt/properties.cpp
    mqtt/property_table.cpp mqtt/raw.cpp mqtt/reader.cpp mqtt/reason_code.cpp mqtt/topic_rules.cpp
    mqtt/utf8.cpp mqtt/varint.cpp mqtt/version.cpp)
set(mqtt_headers
    mqtt/decode.hpp mqtt/decode_error.hpp mqtt/describe.hpp mqtt/encode.hpp mqtt/framer.hpp
    mqtt/packet.hpp mqtt/properties.hpp mqtt/property_table.hpp mqtt/raw.hpp mqtt/reason_code.hpp
    mqtt/utf8.hpp mqtt/varint.hpp mqtt/version.hpp)
set(mqtt_tests)
