#include "devices/stacks/imports.hpp"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

#if defined(__x86_64__)
constexpr unsigned called_through = R_X86_64_JUMP_SLOT;
constexpr unsigned address_taken = R_X86_64_GLOB_DAT;
#elif defined(__aarch64__)
constexpr unsigned called_through = R_AARCH64_JUMP_SLOT;
constexpr unsigned address_taken = R_AARCH64_GLOB_DAT;
#else
#error "Which relocations hold the address of an imported function on this machine?"
#endif

using Relocations = std::span<const ElfW(Rela)>;

/// A library as the dynamic linker has laid it out in memory.
struct Image {
    std::string name;
    ElfW(Addr) base = 0;
    const ElfW(Dyn) * dynamic = nullptr;
    ElfW(Addr) sealed_from = 0;  ///< what the linker has made read-only after relocating (RELRO)
    ElfW(Addr) sealed_to = 0;
};

bool is_called(std::string_view path, std::string_view name) {
    return path == name || (path.ends_with(name) && path[path.size() - name.size() - 1] == '/');
}

/// For `dl_iterate_phdr`: fills in the image whose name is set already, and stops there.
int describe_if_called(dl_phdr_info* info, std::size_t, void* wanted) {
    auto& image = *static_cast<Image*>(wanted);
    if (!is_called(info->dlpi_name, image.name)) return 0;
    image.base = info->dlpi_addr;
    for (const auto& header : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
        const ElfW(Addr) start = info->dlpi_addr + header.p_vaddr;
        if (header.p_type == PT_DYNAMIC) image.dynamic = reinterpret_cast<const ElfW(Dyn)*>(start);
        if (header.p_type == PT_GNU_RELRO) {
            image.sealed_from = start;
            image.sealed_to = start + header.p_memsz;
        }
    }
    return 1;
}

Image find_image(const std::string& library) {
    Image image;
    image.name = library;
    dl_iterate_phdr(describe_if_called, &image);
    if (image.dynamic == nullptr) throw EnvironmentError(library + " is not loaded");
    return image;
}

/// The value of `tag` in the dynamic section, where addresses are absolute once the library is
/// loaded; 0 if there is none.
ElfW(Addr) value_of(const Image& image, ElfW(Sxword) tag) {
    for (const ElfW(Dyn)* each = image.dynamic; each->d_tag != DT_NULL; ++each) {
        if (each->d_tag == tag) return each->d_un.d_ptr;
    }
    return 0;
}

Relocations relocations(const Image& image, ElfW(Sxword) table, ElfW(Sxword) size) {
    const auto* first = reinterpret_cast<const ElfW(Rela)*>(value_of(image, table));
    if (first == nullptr) return {};
    return {first, value_of(image, size) / sizeof(ElfW(Rela))};
}

/// The addresses of the slots through which the library reaches `symbol`. A library may both call
/// a function and take its address, so there may be two.
std::vector<void**> slots_of(const Image& image, std::string_view symbol) {
    const auto* symbols = reinterpret_cast<const ElfW(Sym)*>(value_of(image, DT_SYMTAB));
    const auto* names = reinterpret_cast<const char*>(value_of(image, DT_STRTAB));
    std::vector<void**> slots;
    for (const Relocations& table :
         {relocations(image, DT_JMPREL, DT_PLTRELSZ), relocations(image, DT_RELA, DT_RELASZ)}) {
        for (const ElfW(Rela) & each : table) {
            const auto kind = ELF64_R_TYPE(each.r_info);
            if (kind != called_through && kind != address_taken) continue;
            if (names + symbols[ELF64_R_SYM(each.r_info)].st_name != symbol) continue;
            slots.push_back(reinterpret_cast<void**>(image.base + each.r_offset));
        }
    }
    return slots;
}

void allow(const Image& image, ElfW(Addr) page, std::size_t size, int access) {
    if (mprotect(reinterpret_cast<void*>(page), size, access) == 0) return;
    throw EnvironmentError("cannot change what " + image.name + " imports: mprotect refuses");
}

void write_slot(const Image& image, void** slot, void* target) {
    const auto address = reinterpret_cast<ElfW(Addr)>(slot);
    const auto page_size = static_cast<std::size_t>(getpagesize());
    const ElfW(Addr) page = address - address % page_size;
    allow(image, page, page_size, PROT_READ | PROT_WRITE);
    *slot = target;
    // The end of the sealed part is rounded down to a page, as the linker does it.
    const ElfW(Addr) sealed_end = image.sealed_to - image.sealed_to % page_size;
    const bool sealed =
        page >= image.sealed_from - image.sealed_from % page_size && page < sealed_end;
    if (sealed) allow(image, page, page_size, PROT_READ);
}

}  // namespace

void redirect_imports(const std::string& library, std::span<const Redirection> redirections) {
    const Image image = find_image(library);
    std::vector<std::pair<void**, void*>> changes;
    for (const Redirection& each : redirections) {
        const auto slots = slots_of(image, each.symbol);
        if (slots.empty()) throw EnvironmentError(library + " does not import " + each.symbol);
        for (void** slot : slots) changes.emplace_back(slot, each.target);
    }
    for (const auto& [slot, target] : changes) write_slot(image, slot, target);
}

}  // namespace breakwire::devices
