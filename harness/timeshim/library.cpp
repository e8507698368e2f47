#include "harness/timeshim/library.hpp"

#include <array>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

fs::path timeshim_library() {
    const fs::path here = fs::read_symlink("/proc/self/exe").parent_path();
    const fs::path name = "libbreakwire-timeshim.so";
    const std::array<fs::path, 2> places{here / name, here / BREAKWIRE_INSTALLED_TIMESHIM};
    for (const fs::path& place : places) {
        if (fs::exists(place)) return fs::canonical(place);
    }
    throw EnvironmentError("the time shim, " + name.string() + ", is not beside " + here.string() +
                           "; without it run with --time wall");
}

}  // namespace breakwire::harness
