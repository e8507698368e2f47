#pragma once

#include "devices/models/model.hpp"
#include "devices/models/publication.hpp"
#include "sim/base/units.hpp"

namespace breakwire::devices {

/// A sensor behind a gateway: it has no client of its own.
struct SensorBehind {
    std::string name;
    std::vector<PublishSettings> publish;
};

/// A section of a gateway's `sensors:`: one sensor, or `count` that differ by their number.
struct SensorsSection {
    static constexpr std::uint32_t most = 10'000;

    std::vector<PublishSettings> publish;
    std::uint32_t count = 1;

    static Fields<SensorsSection> fields();
    void validate(const Places& at) const;
};

/// What a gateway does with readings while it has no connection.
struct GatewayBuffer {
    enum class Drop { oldest, newest };
    std::uint32_t readings = 0;
    Drop drop = Drop::oldest;

    static Fields<GatewayBuffer> fields();
};

/// The sensors behind a gateway, in the order of the file.
using SensorsBehind = std::vector<SensorBehind>;

struct GatewaySettings {
    SensorsBehind sensors;
    GatewayBuffer buffer;
    Share lost{};
};

/// One connection, many sensors behind it. They measure from power-on, whether there is a
/// connection or not; what cannot be sent is kept in a buffer, if there is one, and sent in its
/// order when the gateway is connected again. Without power the buffer is lost.
class Gateway final : public Model, public GatewaySettings {
public:
    static Fields<Gateway> fields();
    void validate(const Places& at) const;
    std::unique_ptr<Behaviour> build(const ModelContext& context) const override;
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct EnumNames<devices::GatewayBuffer::Drop> {
    static std::vector<std::pair<std::string, devices::GatewayBuffer::Drop>> names() {
        return {{"oldest", devices::GatewayBuffer::Drop::oldest},
                {"newest", devices::GatewayBuffer::Drop::newest}};
    }
};

template <>
struct ValueType<devices::SensorsBehind> {
    static std::string name() { return "names with sensors"; }
    static nlohmann::json schema();
    static std::optional<devices::SensorsBehind> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::SensorsBehind&) { return ""; }
};

}  // namespace breakwire
