#!/bin/bash
# Makes the signed repository that cases damage: _base with salts, two trainers with public test keys, two attestations that a
# checkpoint lists, and beside it foreign.json, by which one trainer claims to replace the other's decision.
#   tests/cases/_signed/make.sh LIVRET
set -euo pipefail
livret=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
printf 'ceci est un exemple\n' >"$work/phrase"
chmod 600 "$work/phrase"
cp -r "$here/../_base" "$work/repository"
cd "$work/repository"
sed -i 's/^name:/salt: 00112233445566778899aabbccddeeff\nname:/' gfp/math1/trainees/*/profile.md
signs() { "$livret" "$@" --passphrase-file "$work/phrase" --yes --lang fr --quiet; }
signs trust init --example --now 2004-10-01
for one in "leroy:Catherine Leroy:c-leroy" "anselme:Philippe Anselme:p-anselme"; do
    IFS=: read -r key name id <<<"$one"
    "$livret" key new "$key" --name "$name" --example --passphrase-file "$work/phrase" --now 2004-10-01 --lang fr --quiet
    signs key request --key "$key" --now 2004-10-01 >"$work/$key.request"
    signs trust add "$work/$key.request" --id "$id" --gfp math1 --from 2004-10-01 --now 2004-10-01
done
signs trust roster --now 2004-10-01
signs trust checkpoint --now 2004-10-01
signs attest MATH1-DURAND-01 --not-attested "B.1: rien ne dit ce que les élèves ont fait" --key leroy --now 2004-11-22
signs trust checkpoint --now 2004-12-01
node "$here/foreign.mjs" . "$here/foreign.json"
rm -rf "$here/gfp" "$here/trust" "$here/livret.yaml"
mkdir -p "$here/gfp/math1/trainees/durand" "$here/gfp/math1/trainees/martin"
cp -r trust livret.yaml "$here/"
cp gfp/math1/trainees/durand/profile.md "$here/gfp/math1/trainees/durand/"
cp gfp/math1/trainees/martin/profile.md "$here/gfp/math1/trainees/martin/"
