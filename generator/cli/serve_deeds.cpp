#include "cli/serve_deeds.hpp"

#include "build/signed_import.hpp"
#include "cli/attest_import.hpp"
#include "history/deposit_words.hpp"

#include <filesystem>

namespace livret {

namespace {

DeedResult deposit_from_form(const DeedRequest& asked) {
    DepositRequest request;
    request.root = std::filesystem::absolute(asked.root).lexically_normal().string();
    request.message = asked.message;
    request.author = DepositAuthor{asked.name, {}};
    for (const auto& [path, word] : asked.choices)
        if (const auto keep = keep_named(word)) request.choices[path] = *keep;
    request.language = asked.language;
    request.now = asked.now;
    const DepositOutcome outcome = deposit(request);
    DeedResult out;
    out.good = went_well(outcome);
    out.lines = words_of(outcome, asked.language);
    for (const TwoTexts& one : outcome.two_texts)
        if (!one.chosen) out.choices.push_back({one.path, one.mine, one.theirs, one.their_name, one.is_text, !one.is_signed});
    return out;
}

DeedResult import_from_form(const BuildOptions& given, const DeedRequest& asked, std::string_view zip) {
    BuildOptions options = given;
    options.now = asked.now;
    WholeRepository whole = read_whole(options);
    const auto repository = open_real_disk(options.root);
    const SignedImport result = import_signed_zip(*repository, whole, zip);
    return {
        !result.fault && result.stopped.empty() && result.count(Import::refused) == 0, import_lines(asked.language, result), {}};
}

} // namespace

Deeds deeds_for_forms(const BuildOptions& options) {
    Deeds out;
    out.deposit = deposit_from_form;
    out.import_signed = [options](const DeedRequest& asked, std::string_view zip) {
        return import_from_form(options, asked, zip);
    };
    return out;
}

} // namespace livret
