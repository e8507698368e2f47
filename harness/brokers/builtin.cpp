#include "harness/brokers/aedes.hpp"
#include "harness/brokers/driver.hpp"
#include "harness/brokers/mosquitto.hpp"

namespace breakwire::harness {

void add_builtin_brokers(Catalog<BrokerDriver>& brokers) {
    brokers.add<AedesBroker>();
    brokers.add<Mosquitto>();
}

}  // namespace breakwire::harness
