#include "harness/brokers/file_watch.hpp"

#include <sys/inotify.h>

#include <array>
#include <boost/asio/buffer.hpp>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace asio = boost::asio;

class FileWatch::Watch : public std::enable_shared_from_this<Watch> {
public:
    Watch(asio::io_context& io, sim::TimeDriver& driver, const std::filesystem::path& file,
          std::function<void()> placed)
        : driver_(driver),
          name_(file.filename()),
          placed_(std::move(placed)),
          inotify_(io, inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
        if (inotify_add_watch(inotify_.native_handle(), file.parent_path().c_str(),
                              IN_MOVED_TO | IN_CLOSE_WRITE) < 0) {
            throw EnvironmentError("cannot watch " + file.parent_path().string());
        }
    }

    void read() {
        inotify_.async_read_some(asio::buffer(buffer_),
                                 [self = shared_from_this()](const auto& failure, auto size) {
                                     if (!failure && self->placed_) self->look(size);
                                 });
    }
    void stop() {
        placed_ = nullptr;
        inotify_.close();
    }

private:
    void look(std::size_t size) {
        if (!mentions_file(size)) return read();
        driver_.enter();
        std::exchange(placed_, nullptr)();
    }
    bool mentions_file(std::size_t size) const {
        for (std::size_t at = 0; at < size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer_.data() + at);
            if (event->len > 0 && name_ == event->name) return true;
            at += sizeof(inotify_event) + event->len;
        }
        return false;
    }

    sim::TimeDriver& driver_;
    std::string name_;
    std::function<void()> placed_;
    asio::posix::stream_descriptor inotify_;
    alignas(inotify_event) std::array<char, 4096> buffer_{};
};

FileWatch::FileWatch(asio::io_context& io, sim::TimeDriver& driver,
                     const std::filesystem::path& file, std::function<void()> placed)
    : watch_(std::make_shared<Watch>(io, driver, file, std::move(placed))) {
    watch_->read();
}

FileWatch::~FileWatch() { watch_->stop(); }

}  // namespace breakwire::harness
