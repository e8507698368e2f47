#include "harness/brokers/activemq.hpp"
#include "harness/brokers/aedes.hpp"
#include "harness/brokers/command.hpp"
#include "harness/brokers/driver.hpp"
#include "harness/brokers/mosquitto.hpp"
#include "harness/brokers/rabbitmq.hpp"
#include "harness/brokers/remote.hpp"

namespace breakwire::harness {

void add_builtin_brokers(Catalog<BrokerDriver>& brokers) {
    brokers.add<ActiveMq>();
    brokers.add<AedesBroker>();
    brokers.add<CommandBroker>();
    brokers.add<Mosquitto>();
    brokers.add<RabbitMq>();
    brokers.add<RemoteBroker>();
}

}  // namespace breakwire::harness
