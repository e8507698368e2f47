#include "devices/boards/wires/connecting_wire.hpp"

#include <sys/un.h>

namespace breakwire::devices {

void ConnectingWire::open() {
    close();
    if (path_.string().size() >= sizeof(sockaddr_un::sun_path)) {
        return fail_soon("the path is longer than a socket's may be");
    }
    attempt_ =
        std::make_shared<ConnectAttempt>(around(), [this](int descriptor, const std::string& why) {
            attempt_.reset();
            if (descriptor < 0) return events().on_wire_closed(why);
            carry(descriptor);
        });
    if (tcp_) {
        attempt_->to(*tcp_);
    } else {
        attempt_->to(path_.string());
    }
}

void ConnectingWire::close() {
    if (attempt_) attempt_->cancel();
    attempt_.reset();
    drop_channel();
}

}  // namespace breakwire::devices
