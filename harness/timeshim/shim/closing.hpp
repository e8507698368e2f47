#pragma once

namespace breakwire::timeshim {

/// To be called before a descriptor goes, whatever it is.
void about_to_close(int descriptor);

}  // namespace breakwire::timeshim
