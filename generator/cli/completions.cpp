#include "cli/completions.hpp"

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/new_kinds.hpp"
#include "diag/codes.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

bool is_closed(std::string_view value) {
    return value.find('|') != std::string_view::npos;
}

std::string words_of(std::string_view closed) {
    return replace_all(std::string(closed), "|", " ");
}

std::string joined(const std::vector<std::string>& words) {
    return join(words, " ");
}

// What may follow a verb, as words; empty if nothing is known of it.
std::string words_after(const Verb& verb) {
    std::vector<std::string> out;
    if (verb.name == "new") {
        for (const NewKind& one : new_kinds()) out.emplace_back(one.name);
    } else if (verb.name == "explain") {
        for (const CodeText& one : all_codes()) out.emplace_back(one.id);
    } else if (verb.name == "help") {
        for (const Verb& one : all_verbs()) out.emplace_back(one.name);
    } else if (const auto words = words_of_verb(verb); !words.empty()) {
        return joined(words);
    } else if (is_closed(verb.arguments)) {
        return words_of(verb.arguments);
    }
    return joined(out);
}

bool takes_folder(const Verb& verb) {
    return verb.arguments == "[DIR]";
}

// "build key": without the words after a verb.
std::string verbs_of(const Option& option) {
    std::vector<std::string> out;
    for (const std::string_view word : split(trim(option.verbs), ' ')) {
        const std::string verb(word.substr(0, word.find('/')));
        if (std::find(out.begin(), out.end(), verb) == out.end()) out.push_back(verb);
    }
    return joined(out);
}

std::string_view meaning(const Option& option, Language language) {
    return language == Language::fr ? option.fr : option.en;
}
std::string_view meaning(const Verb& verb, Language language) {
    return language == Language::fr ? verb.fr : verb.en;
}

// Inside single quotes of a shell.
std::string shell_safe(std::string_view text) {
    return replace_all(std::string(text), "'", "’");
}

} // namespace

// --- bash: no help from the package bash-completion, and nothing newer than bash 3.2 (macOS).

std::string bash_completions() {
    std::string verbs, with_value, values, free, after, options;
    for (const Verb& verb : all_verbs()) {
        verbs += (verbs.empty() ? "" : " ") + std::string(verb.name);
        std::string names;
        for (const Option& option : all_options())
            if (goes_with(option, verb.name)) names += (names.empty() ? "" : " ") + std::string(option.name);
        options += fmt::format("    {}) options=\"{}\" ;;\n", verb.name, names);
        if (takes_folder(verb))
            after += fmt::format("    {}) _livret_folders \"$cur\"; return ;;\n", verb.name);
        else if (const std::string words = words_after(verb); !words.empty())
            after += fmt::format("    {}) [ \"$rest\" -eq 0 ] && words=\"{}\" ;;\n", verb.name, words);
    }
    for (const Option& option : all_options()) {
        if (option.value.empty()) continue;
        const std::string names = std::string(option.name) + (option.letter.empty() ? "" : "|" + std::string(option.letter));
        with_value += (with_value.empty() ? "" : "|") + names;
        if (option.value == "DIR")
            values += fmt::format("    {}) _livret_folders \"$cur\"; return ;;\n", names);
        else if (option.value == "FILE")
            values += fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", names);
        else if (is_closed(option.value))
            values += fmt::format("    {}) words=\"{}\" ;;\n", names, words_of(option.value));
        else
            free += (free.empty() ? "" : "|") + names;
    }
    if (!free.empty()) values += fmt::format("    {}) return ;;\n", free);
    return fmt::format(
        R"(# bash completion for livret: livret completions bash > ~/.local/share/bash-completion/completions/livret
# shellcheck disable=SC2207  # mapfile is newer than the bash of macOS

_livret_folders() {{
  local IFS=$'\n'
  COMPREPLY=($(compgen -d -- "$1"))
  compopt -o filenames 2>/dev/null
}}

_livret() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev="" verb="" rest=0 words="" options="" skip="" i
  [ "$COMP_CWORD" -gt 0 ] && prev=${{COMP_WORDS[COMP_CWORD-1]}}
  COMPREPLY=()
  # --lang=fr comes as three words
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev=${{COMP_WORDS[COMP_CWORD-2]}}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [ -n "$skip" ]; then [ "${{COMP_WORDS[i]}}" = "=" ] || skip=""; continue; fi
    case ${{COMP_WORDS[i]}} in
    {0}) skip=yes ;;
    -* | =) ;;
    *) if [ -z "$verb" ]; then verb=${{COMP_WORDS[i]}}; else rest=$((rest + 1)); fi ;;
    esac
  done
  case $prev in
{1}  esac
  if [ -z "$words" ] && [ -z "$verb" ] && [ "${{cur#-}}" = "$cur" ]; then words="{2}"; fi
  if [ -z "$words" ] && [ "${{cur#-}}" != "$cur" ]; then
    case $verb in
{3}    *) options="{4}" ;;
    esac
    words=$options
  fi
  if [ -z "$words" ]; then
    case $verb in
{5}    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}

complete -F _livret livret
)",
        with_value, values, verbs, options,
        [] {
            std::string out;
            for (const Option& option : all_options())
                if (option.verbs.empty()) out += (out.empty() ? "" : " ") + std::string(option.name);
            return out;
        }(),
        after);
}

// --- zsh

namespace {

std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char c : shell_safe(text)) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_option(const Option& option, Language language) {
    const std::string text = zsh_text(meaning(option, language));
    std::string value;
    if (option.value == "DIR")
        value = ":DIR:_files -/";
    else if (option.value == "FILE")
        value = ":FILE:_files";
    else if (is_closed(option.value))
        value = fmt::format(":value:({})", words_of(option.value));
    else if (!option.value.empty())
        value = fmt::format(":{}: ", option.value);
    const std::string equals = option.value.empty() ? "" : "=";
    if (option.repeatable) return fmt::format("'*{}{}[{}]{}'", option.name, equals, text, value);
    if (option.letter.empty()) return fmt::format("'{}{}[{}]{}'", option.name, equals, text, value);
    return fmt::format("'({0} {1})'{{{0},{1}{2}}}'[{3}]{4}'", option.letter, option.name, equals, text, value);
}

} // namespace

std::string zsh_completions(Language language) {
    std::string verbs, cases, everywhere;
    for (const Option& option : all_options())
        if (option.verbs.empty()) everywhere += fmt::format("    {} \\\n", zsh_option(option, language));
    for (const Verb& verb : all_verbs()) {
        verbs += fmt::format("    '{}:{}'\n", verb.name, zsh_text(meaning(verb, language)));
        cases += fmt::format("    {})\n      _arguments -s \\\n", verb.name);
        for (const Option& option : all_options())
            if (goes_with(option, verb.name)) cases += fmt::format("        {} \\\n", zsh_option(option, language));
        if (takes_folder(verb))
            cases += "        '1:DIR:_files -/'\n";
        else if (const std::string words = words_after(verb); !words.empty())
            cases += fmt::format("        '1:word:({})' '*:: :_default'\n", words);
        else
            cases += "        '*: : '\n";
        cases += "      ;;\n";
    }
    return fmt::format(R"(#compdef livret
# zsh completion for livret: livret completions zsh > a folder of $fpath, as _livret

_livret() {{
  local curcontext=$curcontext state line
  local -a verbs
  typeset -A opt_args
  verbs=(
{}  )
  _arguments -C -s \
{}    '1: :->verb' \
    '*:: :->rest'
  case $state in
  verb) _describe -t commands livret verbs ;;
  rest)
    case $words[1] in
{}    esac
    ;;
  esac
}}

if [ "$funcstack[1]" = _livret ]; then _livret "$@"; else compdef _livret livret; fi
)",
                       verbs, everywhere, cases);
}

// --- fish

std::string fish_completions(Language language) {
    std::string out = "# fish completion for livret: livret completions fish > "
                      "~/.config/fish/completions/livret.fish\n\ncomplete -c livret -f\n";
    for (const Verb& verb : all_verbs()) {
        out += fmt::format("complete -c livret -n __fish_use_subcommand -a {} -d '{}'\n", verb.name,
                           shell_safe(meaning(verb, language)));
        const std::string seen = fmt::format("'__fish_seen_subcommand_from {}'", verb.name);
        if (verb.name == "new") {
            for (const NewKind& one : new_kinds())
                out += fmt::format("complete -c livret -n {} -a {} -d '{}'\n", seen, one.name,
                                   shell_safe(language == Language::fr ? one.fr : one.en));
        } else if (takes_folder(verb)) {
            out += fmt::format("complete -c livret -n {} -a '(__fish_complete_directories)'\n", seen);
        } else if (const std::string words = words_after(verb); !words.empty()) {
            out += fmt::format("complete -c livret -n {} -a '{}'\n", seen, words);
        }
    }
    for (const Option& option : all_options()) {
        out += "complete -c livret";
        if (!option.verbs.empty()) out += fmt::format(" -n '__fish_seen_subcommand_from {}'", verbs_of(option));
        out += fmt::format(" -l {}", option.name.substr(2));
        if (!option.letter.empty()) out += fmt::format(" -s {}", option.letter.substr(1));
        if (option.value == "DIR")
            out += " -x -a '(__fish_complete_directories)'";
        else if (option.value == "FILE")
            out += " -r";
        else if (is_closed(option.value))
            out += fmt::format(" -x -a '{}'", words_of(option.value));
        else if (!option.value.empty())
            out += " -x";
        out += fmt::format(" -d '{}'\n", shell_safe(meaning(option, language)));
    }
    return out;
}

Exit run_completions(const Command& command) {
    const std::vector<std::string>& words = command.arguments.rest;
    const std::string what = words.size() == 1 ? words[0] : "";
    if (what == "bash")
        print_data(bash_completions());
    else if (what == "zsh")
        print_data(zsh_completions(command.language));
    else if (what == "fish")
        print_data(fish_completions(command.language));
    else if (what == "man")
        print_data(manual_page(command.language));
    else
        throw CommandError{Exit::usage, "un seul mot est attendu : bash, zsh, fish ou man",
                           "one word is expected: bash, zsh, fish or man"};
    return Exit::fine;
}

} // namespace livret
