#include "devices/stacks/imports.hpp"

#include <gtest/gtest.h>
#include <mosquitto.h>
#include <netdb.h>

#include <array>
#include <cerrno>
#include <memory>

#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

constexpr const char* library = "libmosquitto.so.1";

int no_such_name(const char*, const char*, const addrinfo*, addrinfo**) { return EAI_NONAME; }

template <class Function>
Redirection instead_of(const char* symbol, Function* target) {
    return {symbol, reinterpret_cast<void*>(target)};
}

std::string refusal(const std::string& name, Redirection redirection) {
    const std::array redirections = {instead_of("getaddrinfo", no_such_name), redirection};
    try {
        redirect_imports(name, redirections);
    } catch (const EnvironmentError& error) {
        return error.what();
    }
    return "";
}

/// What the library makes of `host`: the code its connect returns.
int resolves(const char* host) {
    const std::unique_ptr<mosquitto, decltype(&mosquitto_destroy)> client(
        mosquitto_new("probe", true, nullptr), mosquitto_destroy);
    // Port 1 of this machine: refused at once, if the library gets that far.
    return mosquitto_connect(client.get(), host, 1, 60);
}

TEST(Imports, AreRedirectedForOneLibraryAloneAndBackAgain) {
    ASSERT_EQ(resolves("127.0.0.1"), MOSQ_ERR_ERRNO);
    redirect_imports(library, std::array{instead_of("getaddrinfo", no_such_name)});
    EXPECT_EQ(resolves("127.0.0.1"), MOSQ_ERR_EAI);

    addrinfo* found = nullptr;
    EXPECT_EQ(getaddrinfo("127.0.0.1", nullptr, nullptr, &found), 0);
    freeaddrinfo(found);

    redirect_imports(library, std::array{instead_of("getaddrinfo", ::getaddrinfo)});
    EXPECT_EQ(resolves("127.0.0.1"), MOSQ_ERR_ERRNO);
}

TEST(Imports, NameTheSymbolThatIsNotImportedAndLeaveEverythingAsItIs) {
    EXPECT_EQ(refusal(library, instead_of("no_such_call", no_such_name)),
              "libmosquitto.so.1 does not import no_such_call");
    EXPECT_EQ(resolves("127.0.0.1"), MOSQ_ERR_ERRNO);
}

TEST(Imports, NameTheLibraryThatIsNotLoaded) {
    EXPECT_EQ(refusal("libnowhere.so.7", instead_of("getaddrinfo", no_such_name)),
              "libnowhere.so.7 is not loaded");
    EXPECT_EQ(refusal("mosquitto.so.1", instead_of("getaddrinfo", no_such_name)),
              "mosquitto.so.1 is not loaded");
}

}  // namespace
}  // namespace breakwire::devices
