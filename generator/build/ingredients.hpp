// What the files of a group are made of, as digests: see memo.hpp. Everything that run_group reads has to be in one of them.
#pragma once

#include "build/group_run.hpp"
#include "build/memo.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace livret {

class IngredientList {
  public:
    // Both must outlive it. Reads settings; of files that are much to read, only what the memo cannot tell.
    IngredientList(const Common& common, BuildMemo& memo);

    // What all parts of the site have in common.
    const Ingredients& common() const { return common_list_; }
    // Of them, the digest of what documents are read against.
    const std::string& settings_digest() const { return common_list_.at("settings"); }
    // A group's. `surfaces`: the digest of all other groups' surfaces, if it has to know them; else empty. What the memo cannot
    // tell is read through `from`. Any thread.
    Ingredients of(const GfpId& gfp, const OfOthers& others, const std::string& surfaces, const Disk& from) const;
    // Of them, the digest of the group's own files. Any thread.
    std::string sources_of(const GfpId& gfp, const Disk& from) const;
    // The names of the contents that only a group's ingredients are of.
    static std::vector<std::string> contents_of(const GfpId& gfp);
    static std::vector<std::string> signed_contents_of(const GfpId& gfp); // of them, those in trust/
    static std::string sources_name(const GfpId& gfp);                    // and the others

  private:
    const Common& common_;
    BuildMemo& memo_;
    Ingredients common_list_;

    std::string options() const;
    std::string settings() const;
    std::string signed_about(const GfpId& gfp, const Disk& from) const;
    std::string sources(const std::string& name, const std::vector<std::string>& folders, const Disk& from) const;
};

} // namespace livret
