#include "sim/base/place.hpp"

#include <mutex>
#include <unordered_set>

namespace breakwire {

namespace {

/// The one copy of `name`. A set keeps its members where they are as it grows.
const std::string* kept(std::string_view name) {
    static std::mutex guard;
    static std::unordered_set<std::string> names;
    const std::scoped_lock lock(guard);
    return &*names.emplace(name).first;
}

const std::string* no_name() {
    static const std::string* const empty = kept("");
    return empty;
}

}  // namespace

FileName::FileName() : text_(no_name()) {}

FileName::FileName(std::string_view name) : text_(name.empty() ? no_name() : kept(name)) {}

}  // namespace breakwire
