#pragma once

namespace breakwire::timeshim {

/// In the order of `Block::file_errors`.
enum class FileOperation : unsigned { open, write, sync, rename };

/// The errno with which the leader lets `operation` on regular files fail; 0: it does not.
int file_error(FileOperation operation);

/// The same for a descriptor; 0 if it is of no regular file.
int file_error(FileOperation operation, int descriptor);

}  // namespace breakwire::timeshim
