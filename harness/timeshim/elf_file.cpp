#include "harness/timeshim/elf_file.hpp"

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// A file in memory; programs can be large, and little of them is looked at.
class Mapping {
public:
    explicit Mapping(const std::filesystem::path& file) {
        const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat about {};
        if (descriptor < 0 || fstat(descriptor, &about) != 0) fail(file);
        size_ = static_cast<std::size_t>(about.st_size);
        if (size_ > 0) data_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        close(descriptor);
        if (data_ == MAP_FAILED) fail(file);
    }
    ~Mapping() {
        if (data_ != nullptr) munmap(data_, size_);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    std::string_view octets() const { return {static_cast<const char*>(data_), size_}; }

private:
    [[noreturn]] static void fail(const std::filesystem::path& file) {
        throw EnvironmentError("cannot read " + file.string() + ": " +
                               std::generic_category().message(errno));
    }

    void* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Thrown inside this file alone.
struct Damaged {};

/// Reads structures at places that the file itself names, none of which is to be trusted.
class ElfReader {
public:
    explicit ElfReader(std::string_view octets)
        : octets_(octets), header_(at<Elf64_Ehdr>(0)), names_(section(header_.e_shstrndx)) {}

    ElfFile read() const {
        ElfFile file;
        file.machine = header_.e_machine;
        file.interpreter = interpreter();
        for (std::size_t number = 0; number < header_.e_shnum; ++number) {
            const Elf64_Shdr each = section(number);
            file.sections.emplace(text(names_, each.sh_name));
            if (each.sh_type == SHT_DYNSYM) add_imports(each, file.imports);
            if (each.sh_type == SHT_DYNAMIC) add_libraries(each, file.libraries);
        }
        return file;
    }

private:
    std::string_view part(std::uint64_t offset, std::uint64_t size) const {
        if (offset > octets_.size() || size > octets_.size() - offset) throw Damaged{};
        return octets_.substr(offset, size);
    }

    template <typename Structure>
    Structure at(std::uint64_t offset) const {
        Structure structure;
        std::memcpy(&structure, part(offset, sizeof structure).data(), sizeof structure);
        return structure;
    }

    /// Programs may have been stripped of all sections; then there is an empty one.
    Elf64_Shdr section(std::size_t number) const {
        if (number >= header_.e_shnum) return {};
        return at<Elf64_Shdr>(header_.e_shoff + number * sizeof(Elf64_Shdr));
    }

    std::string_view text(const Elf64_Shdr& table, std::uint64_t offset) const {
        const std::string_view texts = part(table.sh_offset, table.sh_size);
        if (offset >= texts.size()) throw Damaged{};
        const std::string_view rest = texts.substr(offset);
        return rest.substr(0, rest.find('\0'));
    }

    std::string interpreter() const {
        for (std::size_t number = 0; number < header_.e_phnum; ++number) {
            const auto segment = at<Elf64_Phdr>(header_.e_phoff + number * sizeof(Elf64_Phdr));
            if (segment.p_type != PT_INTERP) continue;
            const std::string_view path = part(segment.p_offset, segment.p_filesz);
            return std::string(path.substr(0, path.find('\0')));
        }
        return {};
    }

    void add_imports(const Elf64_Shdr& table, std::set<std::string>& imports) const {
        const Elf64_Shdr texts = section(table.sh_link);
        for (std::uint64_t row = 0; row < table.sh_size / sizeof(Elf64_Sym); ++row) {
            const auto symbol = at<Elf64_Sym>(table.sh_offset + row * sizeof(Elf64_Sym));
            if (symbol.st_shndx == SHN_UNDEF) imports.emplace(text(texts, symbol.st_name));
        }
    }

    void add_libraries(const Elf64_Shdr& table, std::set<std::string>& libraries) const {
        const Elf64_Shdr texts = section(table.sh_link);
        for (std::uint64_t row = 0; row < table.sh_size / sizeof(Elf64_Dyn); ++row) {
            const auto entry = at<Elf64_Dyn>(table.sh_offset + row * sizeof(Elf64_Dyn));
            if (entry.d_tag == DT_NEEDED) libraries.emplace(text(texts, entry.d_un.d_val));
        }
    }

    std::string_view octets_;
    Elf64_Ehdr header_;
    Elf64_Shdr names_;
};

bool is_elf64(std::string_view octets) {
    return octets.size() > EI_CLASS && octets.starts_with(std::string_view(ELFMAG, SELFMAG)) &&
           octets[EI_CLASS] == ELFCLASS64;
}

}  // namespace

std::optional<ElfFile> read_elf(const std::filesystem::path& file) {
    const Mapping mapping(file);
    if (!is_elf64(mapping.octets())) return std::nullopt;
    try {
        return ElfReader(mapping.octets()).read();
    } catch (const Damaged&) {
        return std::nullopt;
    }
}

}  // namespace breakwire::harness
