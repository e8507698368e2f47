#include "harness/timeshim/shim/descriptors.hpp"

#include <fcntl.h>

#include <atomic>
#include <bit>

#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::descriptors_max;
using sim::lockstep::DescriptorState;

constinit Disguise disguises[descriptors_max] = {};

/// No connection and no listener was ever at a higher one: what looks at all ends there.
constinit std::atomic<int> highest = -1;

/// One bit for each descriptor. Anyone may set bits at any time; the main thread takes them out.
constexpr std::uint32_t bits = 64;
constexpr std::uint32_t words = descriptors_max / bits;
static_assert(descriptors_max % bits == 0);
constinit std::atomic<std::uint64_t> touched_bits[words] = {};
constinit std::atomic<bool> touched_any = false;

bool in_range(int descriptor) {
    return descriptor >= 0 && static_cast<std::uint32_t>(descriptor) < descriptors_max;
}

void add(std::uint64_t& counter, std::uint64_t count) {
    std::atomic_ref(counter).fetch_add(count, std::memory_order_relaxed);
}

void list(Block& block, std::uint32_t descriptor) {
    block.touched[block.touched_count++] = descriptor;
    block.descriptors[descriptor].listed = 1;
}

}  // namespace

Descriptor* tracked(int descriptor) {
    Block* block = led();
    if (block == nullptr || !in_range(descriptor)) return nullptr;
    Descriptor& entry = block->descriptors[descriptor];
    return entry.state == DescriptorState::open ? &entry : nullptr;
}

int highest_used() { return highest.load(std::memory_order_relaxed); }

void note_use(int descriptor) {
    int before = highest.load(std::memory_order_relaxed);
    while (before < descriptor && !highest.compare_exchange_weak(before, descriptor)) {
    }
}

void clear_entry(int descriptor) {
    if (in_range(descriptor)) led()->descriptors[descriptor] = {};
}

bool is_unseen(int descriptor) {
    if (!in_range(descriptor)) return false;
    const auto number = static_cast<std::uint32_t>(descriptor);
    return (touched_bits[number / bits].load() >> number % bits & 1) != 0;
}

void begin_tracking(int descriptor, std::uint32_t connection) {
    Block* block = led();
    if (block == nullptr || !in_range(descriptor)) return;
    Descriptor& entry = block->descriptors[descriptor];
    entry.connection = connection;
    entry.serial = std::atomic_ref(block->serials).fetch_add(1) + 1;
    entry.state = DescriptorState::open;
    note_use(descriptor);
    touch(descriptor);
}

void end_tracking(int descriptor) {
    if (Descriptor* entry = tracked(descriptor)) {
        entry->state = DescriptorState::closed;
        touch(descriptor);
    }
    if (in_range(descriptor)) disguises[descriptor] = {};
}

void end_tracking_of_closed() {
    for (std::uint32_t at = 0; at < descriptors_max; ++at) {
        const auto descriptor = static_cast<int>(at);
        if (tracked(descriptor) == nullptr) continue;
        note_use(descriptor);
        if (raw::call(SYS_fcntl, descriptor, F_GETFD) < 0) end_tracking(descriptor);
    }
}

int descriptor_of(std::uint32_t connection) {
    for (int at = 0; at <= highest_used(); ++at) {
        const Descriptor* entry = tracked(at);
        if (entry != nullptr && entry->connection == connection) return at;
    }
    return -1;
}

void touch(int descriptor) {
    const auto number = static_cast<std::uint32_t>(descriptor);
    touched_bits[number / bits].fetch_or(std::uint64_t{1} << number % bits);
    touched_any.store(true);
}

bool anything_touched() { return touched_any.load(); }

void list_touched() {
    if (!touched_any.exchange(false)) return;
    Block& block = *led();
    const std::uint32_t used = static_cast<std::uint32_t>(highest_used()) / bits + 1;
    for (std::uint32_t word = 0; word < used; ++word) {
        std::uint64_t left = touched_bits[word].exchange(0);
        for (; left != 0; left &= left - 1) {
            list(block, word * bits + static_cast<std::uint32_t>(std::countr_zero(left)));
        }
    }
}

void clear_touched() {
    Block& block = *led();
    for (std::uint32_t at = 0; at < block.touched_count; ++at) {
        block.descriptors[block.touched[at]].listed = 0;
    }
    block.touched_count = 0;
}

void count_received(int descriptor, long octets) {
    Descriptor* entry = tracked(descriptor);
    if (entry != nullptr && octets > 0) add(entry->received, static_cast<std::uint64_t>(octets));
}

void count_sent(int descriptor, long octets) {
    Descriptor* entry = tracked(descriptor);
    if (entry == nullptr || octets <= 0) return;
    add(entry->sent, static_cast<std::uint64_t>(octets));
    touch(descriptor);
}

void count_full_write(int descriptor) {
    const Descriptor* entry = tracked(descriptor);
    // Before it is connected, to take octets out makes no room.
    if (entry == nullptr || entry->connecting != 0) return;
    add(led()->full_writes, 1);
    touch(descriptor);
}

Disguise* disguise_of(int descriptor) {
    return in_range(descriptor) ? &disguises[descriptor] : nullptr;
}

Disguise* disguised(int descriptor) {
    Block* block = led();
    if (block == nullptr || block->real_tcp != 0 || !in_range(descriptor)) return nullptr;
    Disguise& disguise = disguises[descriptor];
    return disguise.role == Disguise::Role::none ? nullptr : &disguise;
}

}  // namespace breakwire::timeshim
