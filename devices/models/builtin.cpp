#include "devices/models/actuator.hpp"
#include "devices/models/gateway.hpp"
#include "devices/models/observer.hpp"
#include "devices/models/sensor.hpp"

namespace breakwire::devices {

void add_builtin_models(Catalog<Model>& models) {
    models.add<Actuator>();
    models.add<Gateway>();
    models.add<Observer>();
    models.add<Sensor>();
}

}  // namespace breakwire::devices
