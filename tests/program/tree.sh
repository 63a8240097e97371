#!/bin/bash
# What must hold for the tree itself.
set -uo pipefail
cd "$(dirname "$0")/../.."
passed=0
failed=0
ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@" >/dev/null 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
    fi
}
holds() { grep -qF -- "$2" "$1"; } # FILE TEXT
none() { ! grep -rnE --include='*' "$@"; }

for lock in themes/default/package-lock.json themes/program/package-lock.json tests/package-lock.json; do
    ok "$lock names no download address" none '"resolved"' "$lock"
done
for package in themes/default/package.json themes/program/package.json tests/package.json; do
    ok "$package pins exact versions" none '"[\^~*]' "$package"
done
ok "the licence is Apache-2.0" holds LICENSE "Apache License"
ok "the README shows the two commands" holds README.md "./check"
ok "no file is left out of layers" test -f generator/layers.txt
# The walk of generator/README.md: each step names a line that is there.
ok "walk 1" holds generator/load/kinds.cpp 'Field{"school", "établissement", T::line, optional'
ok "walk 2" holds schema/profile.schema.json '"school"'
ok "walk 2, specification" holds schema/format.md '`school`'
ok "walk 3" holds generator/model/people.hpp 'std::string school;'
ok "walk 4" holds generator/load/readers.cpp 'out.school = in.record.line("school");'
ok "walk 5" holds generator/resolve/audience.cpp 'trainee.school.clear();'
ok "walk 6, shape" holds generator/view/trainee_pages.cpp 'text("school",'
ok "walk 6, value" holds generator/view/trainee_pages.cpp 'out.set("school", writer.words(trainee.school));'
ok "walk 6, list" holds themes/FIELDS.md '`school`'
ok "walk 7" holds themes/default/trainee.mustache '{{#school}}{{school}} · {{/school}}'
# Files that generator/README.md and tests/README.md speak of exist.
while read -r path; do
    ok "generator/README.md names $path" compgen -G "generator/$path"
done < <(grep -oE '`(base|diag|disk|load|resolve|view|render|export|media|markup|cli|build)/[a-z_]+\.(cpp|hpp|def)`' generator/README.md | tr -d '`' | sort -u)
# One format, that tools keep. To mend: clang-format -i FILE, or tests/node_modules/.bin/prettier --write FILE.
formatted() { find generator tests -path tests/node_modules -prune -o -name '*.[ch]pp' -print0 | xargs -0 clang-format --dry-run --Werror; }
ok "C++ is as clang-format writes it" formatted
ok "scripts are as prettier writes them" tests/node_modules/.bin/prettier --check "tests/**/*.mjs" "themes/**/*.js" "themes/**/*.mjs"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
