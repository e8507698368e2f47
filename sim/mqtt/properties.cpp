#include "sim/mqtt/properties.hpp"

#include <algorithm>

#include "sim/mqtt/property_table.hpp"

namespace breakwire::mqtt {

bool Properties::has(PropertyId id) const {
    return std::ranges::find(list_, id, &Property::id) != list_.end();
}

PropertyValue Properties::integer_for(PropertyId id, std::uint32_t number) {
    const PropertyInfo* info = property_info(id);
    if (info && info->type == WireType::byte) return static_cast<std::uint8_t>(number);
    if (info && info->type == WireType::two_byte) return static_cast<std::uint16_t>(number);
    return number;
}

}  // namespace breakwire::mqtt
