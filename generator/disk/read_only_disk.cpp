#include "disk/read_only_disk.hpp"

namespace livret {

namespace {

[[noreturn]] void refuse(const char* operation, std::string_view path) {
    throw DiskError(operation, std::string(path), std::make_error_code(std::errc::read_only_file_system));
}

} // namespace

void ReadOnlyDisk::write(std::string_view path, std::string_view) {
    refuse("write", path);
}
void ReadOnlyDisk::write_new(std::string_view path, std::string_view) {
    refuse("write", path);
}
void ReadOnlyDisk::remove(std::string_view path) {
    refuse("remove", path);
}
bool ReadOnlyDisk::remove_empty_folder(std::string_view path) {
    refuse("remove", path);
}

} // namespace livret
