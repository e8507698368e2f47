#pragma once

#include <array>

#include "devices/stacks/chores.hpp"
#include "devices/stacks/loopback.hpp"
#include "devices/stacks/readiness.hpp"
#include "devices/world.hpp"

namespace breakwire::devices {

/// What all libmosquitto clients of a case share: the way into the virtual network, the watch over
/// their descriptors, their chores, and the buffer through which their bytes pass.
class Gateway {
public:
    /// The one of `world`, made when it is first needed; `world` must have an `io` and a `driver`.
    static Gateway& of(World& world);

    explicit Gateway(World& world);
    ~Gateway();
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    Readiness& readiness() { return readiness_; }
    Loopback& loopback() { return loopback_; }
    Chores& chores() { return chores_; }
    std::array<std::byte, 64 * 1024>& buffer() { return buffer_; }

private:
    Readiness readiness_;
    Loopback loopback_{readiness_};
    Chores chores_;
    std::array<std::byte, 64 * 1024> buffer_{};
};

}  // namespace breakwire::devices
