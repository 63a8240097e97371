"$LIVRET" build --now 2005-04-11 --no-git --quiet
rm gfp/math1/trainees/durand/activities/fonctions.md
