#!/bin/bash
# livret init, new and completions as people run them: init_and_new.sh PROGRAM
set -uo pipefail
program=$(realpath "$1") || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH LC_ALL LC_MESSAGES
export LANG=C.UTF-8
passed=0
failed=0
day=2004-11-18

pass() { passed=$((passed + 1)); }
fail() { # NAME: shows what the last command said
    failed=$((failed + 1))
    echo "FAILED $1"
    cat "$work/out" "$work/err"
}
run() { # COMMAND...: its status is $status, what it said is in $work/out and $work/err
    status=0
    "$@" >"$work/out" 2>"$work/err" || status=$?
}
livret() { run "$program" "$@"; }
# NAME STATUS [TEXT on standard error]: what the last command did
ends() {
    if [ "$status" -ne "$2" ]; then
        fail "$1 (status $status)"
    elif [ $# -gt 2 ] && ! grep -qF -- "$3" "$work/err"; then
        fail "$1 (not said: $3)"
    else
        pass
    fi
}
clean() { # NAME ROOT LANGUAGE: nothing at all to report
    livret check --root "$2" --drafts --no-git --now $day
    local said="rien à signaler"
    [ "$3" = en ] && said="nothing to report"
    if [ "$status" -eq 0 ] && [ ! -s "$work/out" ] && [ "$(cat "$work/err")" = "$said" ]; then pass; else fail "$1"; fi
}
is() { # NAME COMMAND...
    local name=$1
    shift
    run "$@"
    if [ "$status" -eq 0 ]; then pass; else fail "$name"; fi
}
makes() { # PATH COMMAND...: the one file that the command says it made, from inside the repository
    local path=$1
    shift
    livret "$@" --now $day
    if [ "$status" -eq 0 ] && [ "$(cat "$work/out")" = "$path" ] && [ -s "$path" ]; then pass; else fail "$* makes $path"; fi
}

# --- init
for language in fr en; do
    root=$work/$language
    livret init "$root" --lang $language --now $day --name "L'institut : \"essai\" #2"
    ends "init $language" 0
    clean "a fresh repository has nothing to report ($language)" "$root" $language
    livret build --root "$root" --no-git --now $day --strict
    ends "it builds, warnings being errors ($language)" 0
    is "its site has a home page ($language)" test -s "$root/site/index.html"
    is "the school year is that of --now ($language)" grep -rqE '^(année|year): 2004-2005$' "$root/gfp"
    is "no address of a network in what editors read ($language)" sh -c "! grep -rE '(systemId|schemas|\\\$schema=).*https?:' '$root/.vscode' '$root/livret.yaml'"
    for file in .gitattributes .gitignore .editorconfig .gitlab-ci.yml .github/workflows/livret.yml .github/workflows/livret-guard.yml README.md \
        .vscode/settings.json .livret-schema/activity.schema.json .livret-schema/framework.xsd frameworks/c2i2e-2004.xml; do
        is "$file ($language)" test -s "$root/$file"
    done
    for file in settings extensions tasks; do
        is "$file.json is JSON ($language)" python3 -m json.tool "$root/.vscode/$file.json"
    done
done
is "keys are French in a French repository" grep -q '^établissement:' "$work/fr/livret.yaml"
is "keys are English in an English one" grep -q '^institution:' "$work/en/livret.yaml"
livret init "$work/july" --lang en --now 2005-07-31 -q
is "July ends a school year" grep -q '^year: 2004-2005$' "$work/july/gfp/group1/gfp.md"
livret init "$work/august" --lang en --now 2005-08-01 -q
is "August begins one" grep -q '^year: 2005-2006$' "$work/august/gfp/group1/gfp.md"

for framework in c2i2e-2005 c2i2e-2011 crcn-edu digcompedu metiers-2013; do
    livret init "$work/$framework" --lang en --framework $framework --now $day -q
    ends "init --framework $framework" 0
    clean "it has nothing to report ($framework)" "$work/$framework" en
done
livret init "$work/no" --framework c2i2e-2012 --lang en
ends "an unknown framework" 2 'no framework “c2i2e-2012”; did you mean “c2i2e-2011”?'
is "writes nothing" test ! -e "$work/no"

# --- init refuses
mkdir -p "$work/taken/.vscode"
echo mine >"$work/taken/README.md"
echo mine >"$work/taken/.vscode/settings.json"
livret init "$work/taken" --lang en
ends "init over what is there" 3 'holds .vscode/settings.json, README.md already: nothing was written'
is "leaves it as it was" test "$(find "$work/taken" -type f | wc -l)" -eq 2
is "to the byte" test "$(cat "$work/taken/README.md")" = mine
livret init "$work/en/gfp/group1" --lang en
ends "a repository inside another" 3 "is a repository already"
livret init "$work/taken/README.md" --lang en
ends "init on a file" 3 "is not a folder"
livret init "$work/a" "$work/b" --lang fr
ends "two folders" 2 "est de trop"
if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/locked" && chmod 500 "$work/locked"
    livret init "$work/locked/x" --lang en
    ends "a folder that cannot be written" 3
fi

# --- git leaves what is signed alone
cd "$work/fr" || exit 1
if command -v git >/dev/null; then
    run git init -q .
    is "git touches nothing in trust/" sh -c "git check-attr text merge -- trust/a/b.md | grep -c unset | grep -qx 2"
    is "nor an attachment" sh -c "git check-attr text -- gfp/groupe1/trainees/durand/activities/x/releves.csv | grep -q 'text: unset'"
    is "a text has LF everywhere" sh -c "git check-attr eol -- gfp/groupe1/gfp.md | grep -q 'eol: lf'"
    run git add -A
    is "the site and the memo are not added" sh -c "! git ls-files | grep -E '^(site|[.]livret)/'"
fi

# --- new: every kind, in both languages
for language in fr en; do
    cd "$work/$language" || exit 1
    makes gfp/math1/gfp.md new gfp math1 --title "Maths : groupe #1"
    makes gfp/lettres-2/gfp.md new gfp "Lettres 2"
    makes gfp/math1/trainees/durand/profile.md new trainee math1/durand --name "Anne Durand"
    makes gfp/math1/trainees/o-brien/profile.md new trainee math1 --name "Paul O'Brien"
    makes gfp/math1/trainees/durand/activities/seance-2-les-suites-et-c.md new activity math1/durand 'Séance #2 : les "suites" \ et c.'
    makes gfp/math1/trainees/durand/activities/suites.md new activity math1/durand suites --title "{titre}: [1, 2]"
    makes gfp/math1/trainees/o-brien/activities/images/index.md new activity o-brien Images --folder
    makes gfp/math1/trainings/utiliser-un-ent.md new training math1 Utiliser un ENT
    makes gfp/math1/questions/comment-faire.md new question math1 "Comment faire ?" --by durand
    makes gfp/math1/trainees/durand/positions/$day.md new position math1/durand
    makes gfp/math1/notices/$day-pret.md new notice math1 "Prêt" --by o-brien
    makes examples/une-idee.md new example "Une idée"
    makes gfp/math1/trainees/durand/activities/d-apres.md new activity math1/durand "D’après" --like une-idee
    example=$(basename "$(ls examples/*.md | grep -v une-idee)" .md)
    makes gfp/math1/trainees/durand/activities/d-apres-2/index.md new activity math1/durand "D’après 2" --folder --like "$example"
    is "the example’s advice is there ($language)" grep -q '^> ' gfp/math1/trainees/durand/activities/d-apres-2/index.md
    is "and its account is not ($language)" sh -c "! awk '/^---\$/ { n++; next } n > 1 && !/^(#|>|\$)/' gfp/math1/trainees/durand/activities/d-apres-2/index.md | grep -q ."
    clean "every kind checks clean ($language)" . $language
    livret build --no-git --now $day --drafts --strict
    ends "and builds, drafts too ($language)" 0
done
cd "$work/fr" || exit 1
printf '\nfilières:\n  - {identifiant: second-degre, titre: Second degré}\n' >>livret.yaml
makes streams/second-degre/questions/du-latin.md new question second-degre "Du latin" --by math1/durand
clean "a question in a stream" . fr
for kind in groupe stagiaire activité formation positionnement nouvelle exemple; do
    livret new "$kind" --lang fr
    ends "$kind is a kind too" 2 "livret new"
done

# --- references
is "the first reference" grep -qx 'référence: MATH1-DURAND-01' gfp/math1/trainees/durand/activities/seance-2-les-suites-et-c.md
is "then the next" grep -qx 'référence: MATH1-DURAND-02' gfp/math1/trainees/durand/activities/suites.md
sed -i 's/^statut: .*/statut: retirée/; s/-02$/-07/' gfp/math1/trainees/durand/activities/suites.md
makes gfp/math1/trainees/durand/activities/apres.md new activity math1/durand "Après"
is "a withdrawn activity keeps its reference" grep -qx 'référence: MATH1-DURAND-08' gfp/math1/trainees/durand/activities/apres.md
sed -i 's/^contexte: .*/contexte: nulle-part/; s/-08$/-11/' gfp/math1/trainees/durand/activities/apres.md
makes gfp/math1/trainees/durand/activities/encore.md new activity math1/durand "Encore"
is "so does one with errors" grep -qx 'référence: MATH1-DURAND-12' gfp/math1/trainees/durand/activities/encore.md
is "identifiers differ" test "$(grep -rh '^identifiant:' gfp --include profile.md | sort -u | wc -l)" -eq 3
rm gfp/math1/trainees/durand/activities/apres.md
sed -i 's/^  A.1.2: 0/  A.1.2: 3/' gfp/math1/trainees/durand/positions/$day.md
livret new position math1/durand --now 2005-01-14
ends "another positioning" 0
is "levels are those of the last positioning" grep -q '^  A.1.2: 3 ' gfp/math1/trainees/durand/positions/2005-01-14.md
livret new activity durand x --lang en --now $day
ends "two groups have her" 2 'several groups have a trainee “durand”: write groupe1/durand or math1/durand'
cd gfp/math1 || exit 1
livret new notice math1 --now $day --by c-leroy "D'ici"
is "the path is said from where one stands" test "$(cat "$work/out")" = "notices/$day-d-ici.md"
cd ../..
clean "all of it together" . fr

# --- new refuses
cd "$work/en" || exit 1
before=$(find . -type f | sort | xargs -d '\n' sha256sum | sha256sum)
refuses() { # NAME STATUS TEXT ARGUMENTS...
    local name=$1 wanted=$2 text=$3
    shift 3
    livret new "$@" --lang en --now $day
    ends "$name" "$wanted" "$text"
}
refuses "over a file" 1 '“examples/une-idee.md” exists already and is not replaced' example "Une idée"
refuses "x.md where x/index.md is" 1 '“gfp/math1/trainees/o-brien/activities/images/index.md” exists already' activity o-brien Images
refuses "x/index.md where x.md is" 1 '“gfp/math1/trainees/durand/activities/suites.md” exists already' activity durand Suites --folder
refuses "a second positioning in a day" 1 'exists already' position durand
refuses "an unknown kind" 2 '“activty” is not a kind of file; did you mean “activity”?' activty durand x
refuses "an unknown group" 2 'no group “math2”; did you mean “math1”?' training math2 x
refuses "an unknown trainee" 2 'no trainee “durant” in the group math1; did you mean “durand”?' activity math1/durant x
refuses "an unknown trainee without her group" 2 'no trainee “durant”; did you mean “durand”?' activity durant x
refuses "a group for a trainee" 2 '“math1” is a group: write math1/TRAINEE' activity math1 x
refuses "nobody of that name" 2 'nobody is called “c-brow” here; did you mean “c-brown”?' notice math1 x --by c-brow
refuses "no --by" 2 '--by is missing: who writes? c-brown, durand, o-brien' notice math1 x
refuses "no title" 2 'the title is missing: livret new example TITLE' example
refuses "no name" 2 '--name is missing' trainee math1/x
refuses "an identifier that is none" 2 '“Math 1” is not an identifier: a-z, 0-9 and hyphens; for instance “math-1”' gfp "Math 1" --title x
refuses "a way out of the folder" 2 'is not an identifier' trainee math1/../../x --name X
refuses "a title on two lines" 2 'one line of text is expected' example $'a\nb'
refuses "a word too many" 2 '“x” is too much' position durand x
refuses "no such example" 2 'no example “une-ide”; did you mean “une-idee”?' activity durand x --like une-ide
refuses "an option of another kind" 2 '--folder does not go with “livret new notice”' notice math1 x --by durand --folder
refuses "neither a group nor a stream" 2 '“maths” is neither a group nor a stream; did you mean “math1”?' question maths x --by durand
is "nothing was written by any of them" test "$before" = "$(find . -type f | sort | xargs -d '\n' sha256sum | sha256sum)"
cd "$work" || exit 1
livret new example x --lang en
ends "outside a repository" 3 'no livret.yaml here or above'
livret new --lang en
if [ "$status" -eq 0 ] && [ "$(grep -c '^      livret new' "$work/out")" -eq 16 ]; then pass; else fail "new alone lists the kinds"; fi

# --- completions
for shell in bash zsh fish; do
    "$program" completions $shell --lang fr >"$work/complete.$shell"
    if command -v $shell >/dev/null; then is "$shell reads its completions" $shell -n "$work/complete.$shell"; fi
done
livret completions tcsh --lang en
ends "an unknown shell" 2 'one word is expected: bash, zsh, fish or man'
completes() { # WORDS-EXPECTED WORD...
    local wanted=$1
    shift
    run bash -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _livret 2>/dev/null; echo "${COMPREPLY[*]}"' - "$work/complete.bash" "$@"
    if [ "$(cat "$work/out")" = "$wanted" ]; then pass; else fail "$* completes to $wanted"; fi
}
completes "check" livret ch
completes "--format --fix" livret check --f
completes "text json github" livret check --format ""
completes "github" livret check --format = g
completes "fr en" livret --lang ""
completes "build" livret --lang fr bu
completes "activity" livret new act
completes "duplicate-code" livret explain duplicate-cod
completes "" livret check --now ""
for language in fr en; do
    "$program" completions man --lang $language >"$work/livret.1"
    if command -v groff >/dev/null; then
        run groff -ww -man -Tutf8 "$work/livret.1"
        if [ "$status" -eq 0 ] && [ ! -s "$work/err" ]; then pass; else fail "the manual has no warning ($language)"; fi
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
