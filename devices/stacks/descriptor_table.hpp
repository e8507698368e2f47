#pragma once

#include <vector>

#include "devices/stacks/virtual_socket.hpp"

namespace breakwire::devices {

/// Which virtual sockets a program holds, and by which numbers.
///
/// The numbers are none that the kernel gives out, and too large for an fd_set: a program that is
/// shown them must neither `select` on them nor pass them to anybody else.
class DescriptorTable {
public:
    static constexpr int first = 1 << 24;
    static bool owns(int descriptor) { return descriptor >= first; }

    /// The number of a closed one may come again, as with the kernel.
    int open(VirtualSocket& socket);
    /// Null if nothing is open by that number.
    VirtualSocket* find(int descriptor) const;
    /// Closes it too. `descriptor` must be open.
    int close(int descriptor);

private:
    std::vector<VirtualSocket*> sockets_;  ///< by number, from `first`; null where none is open
    std::vector<int> free_;
};

}  // namespace breakwire::devices
