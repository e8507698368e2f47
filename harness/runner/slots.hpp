#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "harness/brokers/address.hpp"

namespace breakwire::harness {

/// The 65,536 loopback addresses of one case, 127.S.0.0/16: one for the broker, one for each
/// device.
class AddressRange {
public:
    AddressRange() = default;
    explicit AddressRange(int second_octet) : second_octet_(second_octet) {}

    /// Ranges that are in use at the same time have different numbers, the lowest that are free.
    std::size_t number() const { return static_cast<std::size_t>(second_octet_); }
    Address broker() const;
    /// The address of the `index`-th device, from 0. Throws EnvironmentError past `devices_max`.
    std::string device(std::size_t index) const;

    static constexpr std::size_t devices_max = 65'534;

private:
    std::string address(std::size_t offset) const;

    int second_octet_ = 64;
};

/// Holds an address range for as long as it lives, against all other runs on this machine.
///
/// The lock is an abstract Unix socket named after the range: it leaves no file and goes with the
/// last process that holds it, however that ends.
class AddressSlot {
public:
    /// Takes the first free range whose broker port nobody listens on, from 127.`first` to
    /// 127.`last`; nullptr if all are taken.
    static std::unique_ptr<AddressSlot> take(int first = 64, int last = 200);

    ~AddressSlot();
    AddressSlot(const AddressSlot&) = delete;
    AddressSlot& operator=(const AddressSlot&) = delete;

    const AddressRange& range() const { return range_; }
    int descriptor() const { return lock_; }

private:
    AddressSlot(AddressRange range, int lock) : range_(range), lock_(lock) {}

    AddressRange range_;
    int lock_;
};

}  // namespace breakwire::harness
