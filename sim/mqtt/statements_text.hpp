#pragma once

#include <array>

namespace breakwire::mqtt {

/// The text of the files in `sim/mqtt/statements`, of 3.1.1, of 5.0 and of our own. CMake writes
/// the source that holds it, so that the table is there wherever the program is.
///
/// Each file is a list with a line for each statement: `id`, whom it `binds`, and its `text`. One
/// more key says who judges it, unless scenarios do: `law` names a law, `client` says why it is a
/// device's to show, `unobservable` why nobody can tell.
extern const std::array<const char*, 3> statement_texts;

}  // namespace breakwire::mqtt
