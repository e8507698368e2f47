set(brokers_sources
    brokers/activemq.cpp brokers/activemq_files.cpp brokers/aedes.cpp brokers/broker_process.cpp
    brokers/builtin.cpp brokers/client_tls.cpp brokers/command.cpp
    brokers/declared_abilities.cpp brokers/driver.cpp brokers/file_watch.cpp brokers/java_keystores.cpp
    brokers/led_host.cpp brokers/listening.cpp brokers/mosquitto.cpp brokers/mosquitto_files.cpp
    brokers/mosquitto_passwords.cpp brokers/process_state.cpp brokers/program.cpp
    brokers/rabbitmq.cpp brokers/rabbitmq_files.cpp brokers/raw_client.cpp brokers/ready_probe.cpp
    brokers/remote.cpp brokers/sweep.cpp brokers/text_file.cpp brokers/wall_host.cpp)
set(brokers_headers
    brokers/activemq.hpp brokers/activemq_files.hpp brokers/address.hpp brokers/aedes.hpp
    brokers/broker_host.hpp brokers/broker_process.hpp brokers/client_tls.hpp
    brokers/command.hpp brokers/driver.hpp
    brokers/file_watch.hpp brokers/java_keystores.hpp brokers/led_host.hpp brokers/listening.hpp brokers/mosquitto.hpp
    brokers/mosquitto_files.hpp brokers/process_state.hpp brokers/program.hpp brokers/rabbitmq.hpp
    brokers/rabbitmq_files.hpp brokers/raw_client.hpp brokers/ready_probe.hpp brokers/remote.hpp
    brokers/remote_host.hpp brokers/sweep.hpp brokers/text_file.hpp brokers/wall_host.hpp)
set(brokers_tests
    brokers/activemq_files_test.cpp brokers/aedes_config_test.cpp brokers/command_config_test.cpp
    brokers/java_keystores_test.cpp brokers/mosquitto_files_test.cpp brokers/rabbitmq_files_test.cpp brokers/remote_config_test.cpp)
set(brokers_system_tests
    brokers/broker_process_test.cpp brokers/command_test.cpp brokers/malformations_test.cpp
    brokers/mosquitto_test.cpp brokers/remote_test.cpp)
# These take brokers that not every machine has.
set(brokers_long_tests
    brokers/activemq_test.cpp brokers/rabbitmq_test.cpp)
set(brokers_slow_tests
    brokers/aedes_test.cpp)
