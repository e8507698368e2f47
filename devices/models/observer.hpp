#pragma once

#include "devices/models/model.hpp"

namespace breakwire::devices {

/// Hears what it subscribes to and does nothing with it: what arrives is in the record. For the
/// rest, it does what steps say.
class Observer final : public Model {
public:
    static Fields<Observer> fields() {
        return Fields<Observer>("observer", "hears what it subscribes to; does what steps say");
    }
    std::unique_ptr<Behaviour> build(const ModelContext&) const override {
        return std::make_unique<Behaviour>();
    }
};

}  // namespace breakwire::devices
