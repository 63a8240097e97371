#!/bin/bash
# Signs the example repository again, with the same bytes: its keys are public test keys, its dates are given.
#   tests/example/sign.sh LIVRET [DIR]     LIVRET: the program; DIR: content/ or a copy of it
set -euo pipefail
livret=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath "${2:-$here/../../content}")
work=$(mktemp -d)
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
unset SOURCE_DATE_EPOCH
umask 077
printf 'ceci est un exemple\n' >"$work/phrase"
umask 022
edited=$root/gfp/math1/trainees/durand/activities/fonctions-associees-projetees.md
today=$work/today.md
cp "$edited" "$today"
# Whatever happens, the repository gets today's text back.
trap 'cp "$today" "$edited"; rm -rf "$work"' EXIT

say() { "$livret" "$@" --root "$root" --lang fr --quiet; }
key() { # FILE NAME
    "$livret" key new "$1" --name "$2" --example --passphrase-file "$work/phrase" --now "$day" --lang fr --quiet >/dev/null
}
request() { # FILE: hands the key over to the institute
    "$livret" key request --key "$1" --passphrase-file "$work/phrase" --yes --now "$day" --lang fr --quiet >"$work/$1.request"
}
institute() { say trust "$@" --passphrase-file "$work/phrase" --yes --now "$day"; }
signs() { # KEY ARGUMENTS...: appends "NAME<tab>PATH" to $work/signed
    local who=$1
    shift
    say attest "$@" --key "$who" --passphrase-file "$work/phrase" --yes --now "$day" | tee -a "$work/signed" >/dev/null
}
decides() { signs "$1" --decisions "$here/$2"; }
digest_of() { # REFERENCE: the newest attestation about it
    grep -P "^$1\t" "$work/signed" | tail -1 | sed 's|.*/||; s|\.json$||'
}
reply() { # REFERENCE FILE: her answer names the attestation that asked
    sed -i "s/^  - to: .*/  - to: \"$(digest_of "$1" | cut -c1-8)\"/" "$root/gfp/$2"
}

rm -rf "$root/trust"
sed -i '/^  root: /d' "$root/livret.yaml"

day=2004-10-01
institute init --example
for one in "leroy:Catherine Leroy:c-leroy:math1" "ferrero:Nadia Ferrero:n-ferrero:math1" "vasseur:Hélène Vasseur:h-vasseur:hg1" \
    "carlier:Monique Carlier:m-carlier:pe1" "anselme:Philippe Anselme:p-anselme:*"; do
    IFS=: read -r file name id gfp <<<"$one"
    key "$file" "$name"
    request "$file"
    institute add "$work/$file.request" --id "$id" --gfp "$gfp"
done
key meyer "Solange Meyer"
request meyer
institute add "$work/meyer.request" --id s-meyer --role registrar
key aubanel "Robert Aubanel"
request aubanel
institute add "$work/aubanel.request" --id r-aubanel --role jury-chair
institute roster

# Before the winter: the first texts, a training session for its participants.
day=2004-10-20
decides anselme 1-anselme-ent.yaml
day=2004-11-10
sed -i 's/ J’aimerais savoir si ce sont ceux qui n’ont rien tracé au départ.*$//' "$edited"
cmp -s "$edited" "$today" && { echo "the earlier text is no different" >&2; exit 1; }
decides leroy 1-leroy-novembre.yaml
cp "$today" "$edited"
day=2004-12-06; decides carlier 1-carlier.yaml
day=2004-12-08; decides leroy 1-leroy.yaml
reply MATH1-GIRARD-01 math1/trainees/girard/activities/hausses-qui-ne-s-ajoutent-pas.md
day=2004-12-09; decides vasseur 1-vasseur.yaml
reply HG1-JOUBERT-01 hg1/trainees/joubert/activities/frise-en-ateliers.md
day=2004-12-10; decides ferrero 1-ferrero.yaml
day=2004-12-15; decides anselme 1-anselme.yaml
reply MATH1-COSTA-01 math1/trainees/costa/activities/page-de-manuel-scannee.md
reply MATH1-NGUYEN-01 math1/trainees/nguyen/activities/site-du-club-de-maths.md

# Until the winter holidays: answers are read, the space's contributions count (route 2).
day=2005-01-05
signs anselme --contributions math1/costa --item "gfp/math1/questions/prenoms-des-gagnants.md#1" \
    --attest "A.3.3: À une collègue qui demandait s’il fallait un accord, vous répondez avec prudence, un modèle à la main."
day=2005-01-26; decides carlier 2-carlier.yaml
day=2005-01-31; decides vasseur 2-vasseur.yaml
day=2005-02-01; decides ferrero 2-ferrero.yaml
day=2005-02-02; decides leroy 2-leroy.yaml
day=2005-02-03; decides anselme 2-anselme.yaml
day=2005-02-04; institute checkpoint

# Until April: a confusion that is revoked, a stolen computer, a correction.
day=2005-02-16; decides anselme 3-anselme-fevrier.yaml
confused=$(digest_of MATH1-GIRARD-02)
day=2005-03-16; decides vasseur 3-vol.yaml
day=2005-03-17; decides ferrero 3-ferrero-mars.yaml
day=2005-03-18
institute compromised h-vasseur --since 2005-03-14
key vasseur-2 "Hélène Vasseur"
request vasseur-2
institute add "$work/vasseur-2.request" --id h-vasseur --gfp hg1
day=2005-03-21
institute revoke "$confused" --reason "Signée par confusion : le formateur avait sous les yeux une autre activité sur le même sujet, alors en brouillon."
# The new key counts from here on: a checkpoint says that it is there.
institute checkpoint
day=2005-03-23; decides leroy 3-leroy.yaml
day=2005-03-29; decides vasseur-2 3-vasseur.yaml
day=2005-03-30; decides anselme 3-anselme.yaml
reply MATH1-GIRARD-03 math1/trainees/girard/activities/questionnaire-pendant-les-vacances.md
day=2005-04-05; decides carlier 3-carlier.yaml
day=2005-04-06; decides ferrero 3-ferrero.yaml
day=2005-04-08; institute checkpoint

# Since then; no checkpoint lists these yet.
day=2005-04-09; decides vasseur-2 4-vasseur.yaml
day=2005-04-10; decides anselme 4-anselme.yaml
day=2005-04-11; decides carlier 4-carlier.yaml
