# Everything Breakwire is built with comes from Debian 12; debian-packages.txt says what each is for.
# Installed too: whoever links the installed libraries needs the same.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(benchmark 1.7 REQUIRED)
pkg_check_modules(SystemC REQUIRED IMPORTED_TARGET systemc)
pkg_check_modules(Mosquitto REQUIRED IMPORTED_TARGET libmosquitto)
