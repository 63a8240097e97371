"$LIVRET" build --now 2005-04-11 --no-git --quiet
mkdir -p gfp/math1/trainees/durand/positions
printf -- '---\ndate: 2004-10-01\nlevels: {A.1.1: 2}\n---\n' > gfp/math1/trainees/durand/positions/2004-10-01.md
printf 'institution: {id: x, name: \351cole}\nframework: essai-2004\n' > livret.yaml
