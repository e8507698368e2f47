#include "devices/stacks/descriptor_table.hpp"

#include <utility>

namespace breakwire::devices {

int DescriptorTable::open(VirtualSocket& socket) {
    socket.open();
    if (free_.empty()) {
        free_.push_back(first + static_cast<int>(sockets_.size()));
        sockets_.push_back(nullptr);
    }
    const int descriptor = free_.back();
    free_.pop_back();
    sockets_[static_cast<std::size_t>(descriptor - first)] = &socket;
    return descriptor;
}

VirtualSocket* DescriptorTable::find(int descriptor) const {
    if (!owns(descriptor)) return nullptr;
    const auto index = static_cast<std::size_t>(descriptor - first);
    return index < sockets_.size() ? sockets_[index] : nullptr;
}

int DescriptorTable::close(int descriptor) {
    free_.push_back(descriptor);
    return std::exchange(sockets_[static_cast<std::size_t>(descriptor - first)], nullptr)->close();
}

}  // namespace breakwire::devices
