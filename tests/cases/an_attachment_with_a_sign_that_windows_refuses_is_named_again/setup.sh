printf 'x;y\n1;2\n' > 'gfp/math1/trainees/durand/activities/fonctions/relevé 10:30.csv'
