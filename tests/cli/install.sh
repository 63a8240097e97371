#!/bin/bash
# `cmake --install` puts everything in place, and the installed program finds it there: install.sh BUILD_FOLDER
set -uo pipefail
build=$1
passed=0
failed=0
ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        cat "$work/out"
    fi
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ok "install" cmake --install "$build" --prefix "$work/usr"
ok "the theme is there" test -f "$work/usr/share/livret/themes/default/assets/fonts/source-serif-4-latin-wght-normal.woff2"
ok "the schemas are there" test -f "$work/usr/share/livret/schema/framework.xsd"
ok "the manual is there, in both languages" test -s "$work/usr/share/man/man1/livret.1" -a -s "$work/usr/share/man/fr/man1/livret.1"
ok "completions are there" test -s "$work/usr/share/bash-completion/completions/livret"
ok "the licence is there" test -s "$work/usr/share/doc/livret/LICENSE"
mkdir "$work/repository"
cp -r content/livret.yaml content/frameworks content/examples content/streams content/gfp "$work/repository/"
cd "$work/repository" || exit 1
ok "the installed program builds" "$work/usr/bin/livret" build --now 2005-04-11 --no-git
ok "with its fonts" test -f site/math1/assets/fonts/source-serif-4-latin-wght-normal.woff2
ok "and finds the program of digests" "$work/usr/bin/livret" digest --dry-run --now 2005-04-11 --state "$work/told" --people "$work/people"
mv "$work/usr" "$work/moved"
ok "also where it was moved to" "$work/moved/bin/livret" check --now 2005-04-11 --no-git
ok "and says where to look if its files are gone" bash -c "rm -r '$work/moved/share'; '$work/moved/bin/livret' check; test \$? -eq 3"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
