#include "cli/certificate_files.hpp"

#include "base/text.hpp"
#include "build/page_fonts_of.hpp"
#include "export/certificate_page.hpp"
#include "export/certificate_pdf.hpp"
#include "trust/did_key.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

// Codes that a way with a partial line on it leads to, from any competence of any other framework.
std::set<std::string> partial_codes(const Institute& institute, const Framework& framework) {
    std::vector<Evidence> everything;
    for (const Framework& one : institute.frameworks)
        for (const Competence& competence : one.competences)
            everything.push_back({{one.id, competence.code}, "", "", "", Situation::none});
    std::set<std::string> out;
    for (const CarriedEvidence& one : carry(institute.frameworks, framework, everything, all_codes_of(framework)))
        if (one.exactness == Exactness::partial) out.insert(one.code);
    return out;
}

} // namespace

std::set<std::string> accepted_codes(const Command& command, const Institute& institute, const Framework& framework) {
    const std::set<std::string> possible = partial_codes(institute, framework);
    std::set<std::string> out;
    for (const std::string& list : command.arguments.all("--count-partial")) {
        if (list == "all") return possible;
        for (const std::string_view typed : split(list, ',')) {
            const Competence* competence = framework.find_typed(trim(typed));
            if (competence == nullptr)
                throw usage(fmt::format("--count-partial : « {} » n’est pas une compétence de {}", typed, framework.id.value),
                            fmt::format("--count-partial: “{}” is no competence of {}", typed, framework.id.value));
            if (!possible.contains(competence->code))
                throw usage(fmt::format("--count-partial : aucune ligne partielle d’un tableau de correspondance ne mène à {}",
                                        competence->code),
                            fmt::format("--count-partial: no partial line of a crosswalk leads to {}", competence->code));
            out.insert(competence->code);
        }
    }
    return out;
}

bool write_pdf(const Command& command, Disk& output, const std::string& folder, const std::string& stem, const std::string& html,
               const Digest& digest) {
    const auto pdf = certificate_pdf(html, digest);
    if (const auto* problem = std::get_if<PdfProblem>(&pdf)) {
        print_line(problem->fault == PdfFault::not_installed
                       ? command.say("livret: pas de PDF : le programme weasyprint manque ; installez le paquet Debian « "
                                     "weasyprint » et relancez la même commande, "
                                     "qui ne signera pas une seconde fois",
                                     "livret: no PDF: the program weasyprint is missing; install the Debian package “weasyprint” "
                                     "and give the same command again, "
                                     "which will not sign a second time")
                       : command.say("livret: pas de PDF : weasyprint n’a pas pu le faire ; la page HTML s’imprime",
                                     "livret: no PDF: weasyprint could not make it; the HTML page can be printed"));
        if (!problem->what.empty()) print_line(problem->what);
        return false;
    }
    output.write(stem + ".pdf", std::get<std::string>(pdf));
    print_data(fmt::format("{}/{}.pdf\n", folder, stem));
    return true;
}

Exit write_certificate_files(const Command& command, const std::string& share, const Institute& institute, const Trainee& trainee,
                             const std::string& bytes, const std::string& folder, Pdf pdf) {
    const auto document = std::get<SignedDocument>(read_signed(bytes));
    const bool by_a_jury = !std::get<Certificate>(document.subject).session.empty();
    const std::string stem = fmt::format("{}-{}-{}-{}", by_a_jury ? "certificat" : "attestation", trainee.key.gfp.value,
                                         trainee.key.trainee.value, document.digest.substr(0, 8));
    CertificatePage page{std::get<Certificate>(document.subject),
                         document.digest,
                         stem + ".json",
                         document.valid_from,
                         did_key(document.issuer),
                         institute.trust.fingerprint,
                         institute.trust.example,
                         institute.configuration.language};
    const std::string html = certificate_page(page, page_fonts_of(share));
    make_folders(folder);
    const auto output = open_real_disk(folder);
    output->write(stem + ".json", bytes);
    output->write(stem + ".html", html);
    print_data(fmt::format("{0}/{1}.json\n{0}/{1}.html\n", folder, stem));
    if (pdf == Pdf::leave) return Exit::environment;
    return write_pdf(command, *output, folder, stem, html, document.digest) ? Exit::fine : Exit::environment;
}

} // namespace livret
