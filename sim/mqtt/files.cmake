set(mqtt_sources)
set(mqtt_headers
    mqtt/decode.hpp mqtt/decode_error.hpp mqtt/describe.hpp mqtt/encode.hpp mqtt/framer.hpp
    mqtt/packet.hpp mqtt/properties.hpp mqtt/property_table.hpp mqtt/raw.hpp mqtt/reason_code.hpp
    mqtt/utf8.hpp mqtt/varint.hpp mqtt/version.hpp)
set(mqtt_tests)
