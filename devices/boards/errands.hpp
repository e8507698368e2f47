#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace breakwire::devices {

/// Things that take time, done one after the other in the order in which they were asked for.
class Errands {
public:
    /// Called with what went wrong, or with nothing.
    using Done = std::function<void(const std::string& problem)>;
    /// Calls what it is given exactly once, at once or later.
    using Errand = std::function<void(Done)>;

    Errands() = default;
    ~Errands() { *alive_ = false; }
    Errands(const Errands&) = delete;
    Errands& operator=(const Errands&) = delete;

    /// Begins it now if nothing else is under way. `done` is not called once this object is gone.
    void add(Errand errand, Done done);
    bool busy() const { return under_way_; }

    /// One errand made of several, of which the first that goes wrong is the last.
    static Errand in_turn(std::vector<Errand> errands);

private:
    void next();

    std::deque<std::pair<Errand, Done>> waiting_;
    bool under_way_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::devices
