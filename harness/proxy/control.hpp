#pragma once

#include <string>

#include "harness/proxy/proxies.hpp"

namespace breakwire::harness {

/// The control of a running proxy, apart from HTTP's own affairs: what is asked, and the answer.
///
///     GET    /version                        {"version": "0.1.0"}
///     GET    /proxies                        all of them, by name
///     POST   /proxies                        {"name": ..., "listen": ..., "upstream": ...}
///     GET    /proxies/NAME
///     POST   /proxies/NAME                   {"enabled": false}
///     DELETE /proxies/NAME
///     GET    /proxies/NAME/faults            those in force, with their hits
///     POST   /proxies/NAME/faults            {"packet_drop": {"match": {"type": "puback"}}, "for":
///     "5s"} DELETE /proxies/NAME/faults            heals all DELETE /proxies/NAME/faults/NUMBER
///     heals one POST   /reset                          everything enabled, everything healed
///
/// Bodies are JSON; what stands in them is what stands in a file. Mistakes are told with their
/// places: 400 and {"mistakes": ["body:1:9: error: ..."]}.
class Control {
public:
    struct Answer {
        unsigned status = 200;
        std::string body;  ///< JSON; empty for 204
    };

    explicit Control(Proxies& proxies) : proxies_(proxies) {}

    Answer answer(const std::string& method, const std::string& target, const std::string& body);

private:
    Answer on_proxies(const std::string& method, const std::string& body);
    Answer on_proxy(const std::string& method, const std::string& name, const std::string& body);
    Answer on_faults(const std::string& method, const std::string& name, const std::string& body);
    Answer on_fault(const std::string& method, const std::string& name, const std::string& number);

    Proxies& proxies_;
};

}  // namespace breakwire::harness
