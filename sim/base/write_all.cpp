#include "sim/base/write_all.hpp"

#include <unistd.h>

#include <cerrno>

namespace breakwire {

bool write_all(int descriptor, std::string_view text) {
    // A second round happens after a signal, or to learn why the disk took only a part.
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace breakwire
