#pragma once

#include <string_view>

namespace breakwire::reports {

/// The page of the HTML report, made of page/ when Breakwire is built: the data belong between the
/// two halves.
struct Page {
    std::string_view before_data;
    std::string_view after_data;
};

Page page();

}  // namespace breakwire::reports
