#include "cli/verify_dossier.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

namespace livret {

namespace fs = std::filesystem;

VerifyTarget dossier_target(const Command& command, const std::string& path, const std::string& shown, unsigned jobs) {
    VerifyTarget out;
    out.path = shown;
    auto read = read_dossier(path, jobs);
    if (auto* fault = std::get_if<DossierFault>(&read)) {
        out.fault = std::move(*fault);
        return out;
    }
    auto dossier = std::make_shared<ReadDossier>(std::get<ReadDossier>(std::move(read)));
    out.verdicts.files = dossier->files;
    out.root = pinned_root(command, Configuration{}, out.verdicts.files);
    out.people.emplace(dossier->index.trainee_id, dossier->index.trainee);
    out.verdicts.judged = judge(out.verdicts.files, out.root.fingerprint, out.people, jobs);
    out.dossier = std::move(dossier);
    return out;
}

void extract_dossier(const Command& command, const VerifyTarget& target, bool good) {
    if (!target.dossier && !target.fault)
        throw CommandError{Exit::usage, fmt::format("--extract : « {} » n’est pas un dossier", target.path),
                           fmt::format("--extract: “{}” is no dossier", target.path)};
    if (!good) {
        if (!command.quiet())
            print_line(command.say("--extract : rien n’a été décompressé, car tout ne compte pas",
                                   "--extract: nothing was unpacked, since not everything counts"));
        return;
    }
    const fs::path folder = fs::absolute(command.arguments.value("--extract")).lexically_normal();
    std::error_code error;
    if (fs::symlink_status(folder, error).type() != fs::file_type::not_found)
        throw CommandError{Exit::usage,
                           fmt::format("--extract : « {} » est déjà là ; donnez le nom d’un dossier nouveau", folder.string()),
                           fmt::format("--extract: “{}” is there already; give the name of a new folder", folder.string())};
    const CheckedBag& bag = *target.dossier->bag;
    // Beside, then under its name: whoever looks meanwhile sees all of it or nothing.
    const fs::path beside = folder.parent_path() / fmt::format(".{}.{}.part", folder.filename().string(), getpid());
    try {
        make_folders((beside / bag.container().top()).string());
        const auto disk = open_real_disk((beside / bag.container().top()).string());
        for (const ContainerFile& one : bag.container().files()) {
            auto bytes = bag.read_all(one.path);
            if (const auto* fault = std::get_if<DossierFault>(&bytes))
                throw DiskError("read", one.path + " (" + fault->code + ")", std::make_error_code(std::errc::io_error));
            disk->write_new(one.path, std::get<std::string>(bytes));
        }
        fs::rename(beside, folder);
    } catch (...) {
        fs::remove_all(beside, error);
        throw;
    }
    if (!command.quiet())
        print_line(fmt::format(fmt::runtime(command.say("décompressé dans {}", "unpacked into {}")),
                               (folder / bag.container().top()).string()));
}

} // namespace livret
