#include "devices/boards/board_stack.hpp"

#include "devices/models/observer.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

BoardRole role_of(const StackContext& context, const ClientSettings& settings,
                  const ClientIdentity& identity, const HostPort& broker) {
    return {context.device,
            identity.client_id,
            {{"user", identity.user.value_or("")},
             {"password", identity.password.value_or("")},
             {"keep_alive", std::to_string(settings.keep_alive / 1s)},
             {"mqtt", identity.version == mqtt::Version::v5_0 ? "5" : "311"}},
            broker};
}

/// Source of the limit: unix(7), 108 octets.
std::filesystem::path folder_for(const BoardGround& ground, const std::string& device) {
    const std::string name = "board-" + device;
    const std::filesystem::path own = ground.kept / name;
    std::error_code problem;
    std::filesystem::create_directories(own, problem);
    if (!problem) {
        std::filesystem::create_directory_symlink(std::filesystem::absolute(own),
                                                  ground.short_way / name, problem);
    }
    if (problem) throw EnvironmentError("cannot make " + own.string() + ": " + problem.message());
    return ground.short_way / name;
}

}  // namespace

std::unique_ptr<Client> BoardStack::make(const StackContext& context,
                                         const ClientSettings& settings,
                                         const ClientIdentity& identity,
                                         ClientEvents& events) const {
    const BoardSurroundings around{
        {ground_.io, ground_.driver, context.world.timers, folder_for(ground_, context.device)},
        context.world.dialer,
        ground_.doors,
        /*hand=*/nullptr,
        ground_.ethernet};
    auto client = std::make_unique<BoardClient>(
        context, around, board_, role_of(context, settings, identity, ground_.broker), events,
        ground_.on_trouble);
    ground_.on_made(*client);
    return client;
}

DeviceSettings played_by(const BoardGround& ground, std::shared_ptr<const BoardSettings> board,
                         DeviceSettings simulated) {
    DeviceSettings settings = std::move(simulated);
    settings.model = std::make_unique<Observer>();
    settings.stack = std::make_unique<BoardStack>(ground, std::move(board));
    settings.subscribe.clear();
    settings.client.reconnect = {};
    return settings;
}

}  // namespace breakwire::devices
