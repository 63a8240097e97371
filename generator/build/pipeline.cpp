#include "build/pipeline.hpp"

#include "build/grouped_run.hpp"
#include "build/whole_run.hpp"

namespace livret {

LIVRET_MADE_ONCE(BuildOptions)
LIVRET_MADE_ONCE(BuildReport)

// A site inside the repository: nobody who shares it may lead the build elsewhere with a link.
void refuse_links_to(const std::string& root, const Disk& repository, const SourcePath& output) {
    for (SourcePath folder = output; !folder.value.empty(); folder = folder.parent()) {
        if (!repository.exists(folder.value)) continue;
        const EntryKind kind = repository.kind(folder.value);
        if (kind == EntryKind::folder) continue;
        throw DiskError("write", root + "/" + folder.value,
                        std::make_error_code(kind == EntryKind::link ? std::errc::too_many_symbolic_link_levels
                                                                     : std::errc::not_a_directory));
    }
}

std::string output_name(const BuildOptions& options) {
    return options.output_in_root ? options.output_in_root->value : options.output;
}

WholeRepository read_whole(const BuildOptions& options) {
    WholeRun run(options);
    Holdings content = read_content(options, run.report.sink, run.report.phases);
    return {std::move(content.institute), std::move(content.verdicts), std::move(run.report.sink)};
}

BuildReport check(const BuildOptions& options) {
    return check_by_groups(options);
}

BuildReport build(const BuildOptions& options) {
    return goes_by_groups(options) ? build_by_groups(options) : build_whole(options);
}

} // namespace livret
