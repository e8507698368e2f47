#pragma once

#include "devices/boards/board_client.hpp"
#include "devices/device_settings.hpp"

namespace breakwire::devices {

/// Where the boards of a case live. Owned by whoever wires the case together; outlives them.
struct BoardGround {
    boost::asio::io_context& io;
    sim::TimeDriver& driver;
    std::filesystem::path kept;       ///< each board has a folder in it, for its logs
    std::filesystem::path short_way;  ///< and a link to that in here: paths of sockets are short
    sim::FrontDoors& doors;
    HostPort broker;  ///< as boards without a network of their own are told
    BoardClient::OnTrouble on_trouble;
    /// Told of each board that has a part.
    std::function<void(BoardClient&)> on_made;
    /// See `BoardSurroundings`.
    std::function<sim::EthernetLink&(const std::string& device)> ethernet = nullptr;
};

/// Makes the client of a device that a board plays. No scenario names it: a cast puts it in the
/// place of what the device's section says.
class BoardStack final : public ClientStack {
public:
    BoardStack(const BoardGround& ground, std::shared_ptr<const BoardSettings> board)
        : ground_(ground), board_(std::move(board)) {}

    /// Throws `EnvironmentError` if the board's folder or its logs cannot be made.
    std::unique_ptr<Client> make(const StackContext& context, const ClientSettings& settings,
                                 const ClientIdentity& identity,
                                 ClientEvents& events) const override;

private:
    const BoardGround& ground_;
    std::shared_ptr<const BoardSettings> board_;
};

/// The settings of a device as a board plays it: its firmware is its model, and reconnects and
/// subscribes by itself.
DeviceSettings played_by(const BoardGround& ground, std::shared_ptr<const BoardSettings> board,
                         DeviceSettings simulated);

}  // namespace breakwire::devices
