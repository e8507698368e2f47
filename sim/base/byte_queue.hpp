#pragma once

#include <memory>

#include "sim/base/bytes.hpp"

namespace breakwire {

/// Octets in order: added at the end, let go of at the front. Takes a pointer while it is empty.
class ByteQueue {
public:
    std::size_t size() const { return content_ ? content_->octets.size() - content_->start : 0; }
    bool empty() const { return size() == 0; }
    void append(ByteView octets) {
        if (octets.empty()) return;
        if (!content_) content_ = std::make_unique<Content>();
        Bytes& all = content_->octets;
        all.insert(all.end(), octets.begin(), octets.end());
    }

    /// `count` octets from `offset` on; valid until the next change.
    ByteView view(std::size_t offset, std::size_t count) const {
        if (!content_) return {};
        return ByteView(content_->octets).subspan(content_->start + offset, count);
    }

    /// Forgets the first `count`.
    void release(std::size_t count) {
        if (!content_) return;
        auto& [octets, start] = *content_;
        start += count;
        if (start == octets.size()) {
            content_.reset();
        } else if (start > octets.size() - start) {
            // Moving the rest only when it is the smaller part keeps the cost per octet constant.
            octets.erase(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(start));
            start = 0;
        }
    }

    /// Forgets all but the first `count`, which must be there.
    void truncate(std::size_t count) {
        if (content_) content_->octets.resize(content_->start + count);
    }

private:
    struct Content {
        Bytes octets;
        std::size_t start = 0;
    };
    std::unique_ptr<Content> content_;  ///< null while it is empty
};

}  // namespace breakwire
