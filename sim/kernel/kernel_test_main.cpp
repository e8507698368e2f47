#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/kernel/systemc.hpp"

/// SystemC programs start in `sc_main`; `sc_elab_and_sim` calls it. Each test runs in a process of
/// its own under CTest, so each may elaborate.
int sc_main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

int main(int argc, char** argv) {
    setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
    return sc_core::sc_elab_and_sim(argc, argv);
}
