#pragma once

#include <cstdint>
#include <vector>

namespace breakwire::sim {

/// The descriptors that somebody else's loop wants to have watched, as one descriptor: it can be
/// read when any of them has something to tell.
///
/// Whoever owns them may close them at any time: the set is told anew what is wanted, whole, after
/// each of the owner's turns. Source: epoll(7).
class PollSet {
public:
    /// Throws `EnvironmentError` if the machine has no descriptor left.
    PollSet();
    ~PollSet();
    PollSet(const PollSet&) = delete;
    PollSet& operator=(const PollSet&) = delete;

    int descriptor() const { return epoll_; }

    /// What is wanted from now on, one after the other; returns the place of this one.
    void begin();
    int want(int descriptor, std::uint32_t events);
    void commit();

    /// Asks what has happened, without waiting; then for each place what did, in epoll's bits.
    void look();
    std::uint32_t happened(int place) const;

private:
    struct Wanted {
        int descriptor = -1;
        std::uint32_t events = 0;
        std::uint32_t happened = 0;
    };

    int epoll_ = -1;
    std::vector<Wanted> wanted_;
    std::vector<Wanted> before_;
};

}  // namespace breakwire::sim
