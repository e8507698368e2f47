/* What led programs do in the tests. Each story prints what it sees and returns its exit status;
   `arguments` are those after its name, up to a null pointer. */
#pragma once

int read_clocks(char** arguments);
int read_clocks_without_end(char** arguments);

int sleep_in_all_ways(char** arguments);
int sleep_through_signals(char** arguments);
int print_between_sleeps(char** arguments);

int wait_in_all_ways(char** arguments);
int wait_under_a_mask(char** arguments);
int wait_for_signals(char** arguments);

int set_alarms(char** arguments);
int use_timerfds(char** arguments);

int draw_random_numbers(char** arguments);
int resolve_a_name(char** arguments);
int have_a_child(char** arguments);
int become_another(char** arguments);
int use_system_calls(char** arguments);

int use_files(char** arguments);

int wait_for_threads(char** arguments);
int work_in_a_thread(char** arguments);

int serve(char** arguments);
int serve_blocking(char** arguments);
int listen_twice(char** arguments);
int run_out_of_descriptors(char** arguments);
int close_rudely(char** arguments);
int reuse_a_descriptor(char** arguments);

int connect_without_blocking(char** arguments);
int connect_blocking(char** arguments);
int read_with_a_timeout(char** arguments);
int write_much(char** arguments);

/* Over real TCP: at a port that the kernel chooses and the first line tells; to the port given. */
int serve_for_real(char** arguments);
int connect_for_real(char** arguments);

/* Prints the simulated time in ms since the run began, then `what` and a number. */
void saw(const char* what, long number);

/* A TCP socket of `family` that listens at `port`, wherever from; ends the program on failure. */
int listen_at(int family, int port, int flags);

/* Prints an address as "a.b.c.d:port", for AF_INET6 in brackets. */
struct sockaddr_storage;
void print_address(const char* what, const struct sockaddr_storage* address);
