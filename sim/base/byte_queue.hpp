#pragma once

#include "sim/base/bytes.hpp"

namespace breakwire {

/// Octets in order: added at the end, let go of at the front. Takes no memory while it is empty.
class ByteQueue {
public:
    std::size_t size() const { return octets_.size() - start_; }
    bool empty() const { return size() == 0; }
    void append(ByteView octets) { octets_.insert(octets_.end(), octets.begin(), octets.end()); }

    /// `count` octets from `offset` on; valid until the next change.
    ByteView view(std::size_t offset, std::size_t count) const {
        return ByteView(octets_).subspan(start_ + offset, count);
    }

    /// Forgets the first `count`.
    void release(std::size_t count) {
        start_ += count;
        if (size() == 0) {
            octets_ = Bytes();
            start_ = 0;
        } else if (start_ > size()) {
            // Moving the rest only when it is the smaller part keeps the cost per octet constant.
            octets_.erase(octets_.begin(), octets_.begin() + static_cast<std::ptrdiff_t>(start_));
            start_ = 0;
        }
    }

    /// Forgets all but the first `count`, which must be there.
    void truncate(std::size_t count) { octets_.resize(start_ + count); }

private:
    Bytes octets_;
    std::size_t start_ = 0;
};

}  // namespace breakwire
