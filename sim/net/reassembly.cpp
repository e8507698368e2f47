#include "sim/net/reassembly.hpp"

#include <algorithm>

namespace breakwire::sim {

void Reassembly::add(std::uint64_t sequence, Bytes payload) {
    if (!pieces_) pieces_ = std::make_unique<std::vector<Piece>>();
    const auto after = std::ranges::upper_bound(*pieces_, sequence, {}, &Piece::sequence);
    pieces_->insert(after, {sequence, std::move(payload)});
}

std::optional<Bytes> Reassembly::take(std::uint64_t next) {
    while (pieces_ && pieces_->front().sequence <= next) {
        Piece piece = std::move(pieces_->front());
        pieces_->erase(pieces_->begin());
        if (pieces_->empty()) pieces_.reset();
        const std::uint64_t known = next - piece.sequence;
        if (known >= piece.payload.size()) continue;
        const auto end_of_known = piece.payload.begin() + static_cast<std::ptrdiff_t>(known);
        piece.payload.erase(piece.payload.begin(), end_of_known);
        return std::move(piece.payload);
    }
    return std::nullopt;
}

}  // namespace breakwire::sim
