name=$(sed -nE 's/^(name|nom): *"?([^"]*)"?$/\2/p' gfp/math1/trainees/durand/profile.md)
printf 'Nom;Identifiant;GFP\n%s;edurand1;math1\n%s;edurand2;math1\n' "$name" "$name" > ../liste.csv
