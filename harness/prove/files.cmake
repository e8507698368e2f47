set(prove_sources
    prove/lie_files.cpp prove/line_up.cpp prove/prover.cpp prove/score.cpp prove/score_json.cpp
    prove/score_text.cpp prove/trial.cpp)
set(prove_headers
    prove/lie_files.hpp prove/line_up.hpp prove/prover.hpp prove/score.hpp prove/trial.hpp)
set(prove_tests
    prove/lie_files_test.cpp prove/line_up_test.cpp prove/prover_test.cpp prove/score_test.cpp
    prove/trial_test.cpp)
set(prove_system_tests prove/prove_test.cpp)
