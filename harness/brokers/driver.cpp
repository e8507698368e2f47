#include "harness/brokers/driver.hpp"

namespace breakwire::harness {
namespace {

constexpr std::uint16_t port_for_questions = 18883;

}  // namespace

Address plain_listener(const scenarios::BrokerSection& section, const Address& listen) {
    const bool for_devices = !section.tls || section.tls->plain;
    return {listen.host, for_devices ? listen.port : port_for_questions};
}

}  // namespace breakwire::harness
