#pragma once

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace breakwire::harness {

/// Wall seconds, and CPU seconds of the calling thread, since it was made. Only benchmarks measure
/// wall time.
class Stopwatch {
public:
    Stopwatch() : wall_(std::chrono::steady_clock::now()), cpu_(cpu_now()) {}

    double wall_seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_).count();
    }
    double cpu_seconds() const { return cpu_now() - cpu_; }

private:
    static double cpu_now() {
        rusage usage{};
        getrusage(RUSAGE_THREAD, &usage);
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
        };
        return seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }

    std::chrono::steady_clock::time_point wall_;
    double cpu_;
};

/// Resident memory of this process, in KiB.
inline double resident_kib() {
    long total = 0;
    long resident = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld", &total, &resident) != 2) resident = 0;
        std::fclose(file);
    }
    return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / 1024.0;
}

/// What this process has allocated and not freed, in KiB. What is resident is more: pages that
/// were needed once, and what lies between allocations. Source: mallinfo2(3).
inline double heap_kib() {
    const struct mallinfo2 heap = mallinfo2();
    return static_cast<double>(heap.uordblks + heap.hblkhd) / 1024.0;
}

/// Memory of this process at one moment.
struct MemoryKib {
    double resident = resident_kib();
    double heap = heap_kib();
};

}  // namespace breakwire::harness
