// What `livret verify` found, as a page to read, print and keep: for juries. It holds everything it needs and runs nothing.
//
// Every text in it is made safe here; whoever fills it in gives plain text.
#pragma once

#include "base/date.hpp"
#include "export/page_fonts.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace livret {

enum class Tone { good, notice, bad }; // said in words beside it, never by colour alone

struct VerificationPage {
    Language language = Language::fr;
    std::string title; // what was verified: "dossier-math1-durand.zip"
    Tone tone = Tone::bad;
    std::string verdict; // one sentence: the whole
    struct Remark {
        Tone tone = Tone::notice;
        std::string text;
    };
    std::vector<Remark> remarks;                            // what is to be known before anything else
    std::vector<std::pair<std::string, std::string>> facts; // name and value: institute, fingerprint, checkpoint, trainee ...
    struct Decision {
        std::string code, outcome, claim, comment;
    };
    struct Line {
        Tone tone = Tone::good;
        std::string word;    // « valide »
        std::string subject; // what it is about
        std::string signer;  // by whom, between which dates
        std::string path;
        std::vector<std::string> explanations;
        std::vector<Decision> decisions;
        std::string text; // the signed text as its author wrote it (Markdown); may be empty
    };
    std::vector<Line> attestations, documents;
};

// HTML, whole.
std::string verification_page(const VerificationPage& page, const PageFonts& fonts);

} // namespace livret
