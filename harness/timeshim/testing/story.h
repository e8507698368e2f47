/* What a led program does in a test; each prints what it saw and returns its exit status. */
#pragma once

int read_clocks(void);
int sleep_in_all_ways(void);
