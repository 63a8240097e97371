printf 'Nom;GFP\n"Faure Zoé;math1\n' > ../liste.csv
