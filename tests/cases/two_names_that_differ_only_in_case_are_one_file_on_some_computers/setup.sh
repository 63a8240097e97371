cd gfp/math1/trainees/durand/activities/fonctions
cp mesures.csv Mesures.csv
