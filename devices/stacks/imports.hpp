#pragma once

#include <span>
#include <string>

namespace breakwire::devices {

/// A function that a shared library imports by name, and what it calls from now on instead.
struct Redirection {
    const char* symbol;
    void* target;  ///< a function of the same type; it must outlive every call the library makes
};

/// Redirects what one loaded shared library imports, and nobody else: its slots in the global
/// offset table are written over, so the program and its other libraries keep their own functions.
///
/// `library`: its file name as loaded, "libmosquitto.so.1". All or nothing: throws
/// `EnvironmentError`, before anything is changed, if no such library is loaded, or naming the
/// first symbol that it does not import.
/// Source: ELF, System V ABI chapter 5 ("Dynamic Linking"), and its supplements for x86-64 and
/// AArch64 for the kinds of relocation.
void redirect_imports(const std::string& library, std::span<const Redirection> redirections);

}  // namespace breakwire::devices
