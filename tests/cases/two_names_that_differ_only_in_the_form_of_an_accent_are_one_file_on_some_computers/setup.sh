cd gfp/math1/trainees/durand/activities/fonctions
printf 'x;y\n1;2\n' > "$(printf 'relev\303\251.csv')"
printf 'x;y\n1;2\n' > "$(printf 'releve\314\201.csv')"
