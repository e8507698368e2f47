#pragma once

namespace breakwire::timeshim {

/// A descriptor that now is another file has left the epoll set it was in: puts it back.
void join_epoll_sets_again(int descriptor);

/// Called when `descriptor` is closed, which takes it out of its set.
void forget_epoll_set(int descriptor);

}  // namespace breakwire::timeshim
