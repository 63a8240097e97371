head -c 22000000 /dev/zero | tr '\0' '1' > gfp/math1/trainees/durand/activities/fonctions/feuille.csv
