cat > ../liste.csv <<'LISTE'
Nom et prénom;GFP
Faure Zoé;math1
FAURE Zoe;math1
Le Goff Jean Marc;math1
LISTE
