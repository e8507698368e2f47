#pragma once

#include <mosquitto.h>

#include <memory>
#include <string>

#include "devices/client_settings.hpp"
#include "devices/stacks/stack.hpp"

/// libmosquitto's C types in ours.
namespace breakwire::devices {

struct FreeMosquitto {
    void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
};
using MosquittoHandle = std::unique_ptr<mosquitto, FreeMosquitto>;

/// A list of 5.0 properties that grows at its end.
class MosquittoProperties {
public:
    MosquittoProperties() = default;
    MosquittoProperties(const MosquittoProperties&) = delete;
    MosquittoProperties& operator=(const MosquittoProperties&) = delete;
    ~MosquittoProperties() { mosquitto_property_free_all(&list_); }

    void add_seconds(int id, const std::optional<Duration>& value);
    void add(int id, std::uint16_t value) { mosquitto_property_add_int16(&list_, id, value); }
    const mosquitto_property* get() const { return list_; }
    mosquitto_property* release() { return std::exchange(list_, nullptr); }

private:
    mosquitto_property* list_ = nullptr;
};

/// A client as `settings` and `identity` describe it, with `user` for its callbacks. To be called
/// in the scope of a `MosquittoCall`; freeing the client opens one by itself. Throws
/// `EnvironmentError` if the library refuses.
MosquittoHandle make_mosquitto(const ClientSettings& settings, const ClientIdentity& identity,
                               void* user);

}  // namespace breakwire::devices
