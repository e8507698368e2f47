#pragma once

#include <boost/system/result.hpp>

namespace breakwire {

/// A value, or the error code of the peer or the system that stood in its way.
template <class T>
using Result = boost::system::result<T>;

}  // namespace breakwire
