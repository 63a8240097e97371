cat > ../liste.csv <<'LISTE'
Nom;Prénom;Courriel;GFP;Né le
Faure;Zoé;zoe.faure@;math1;1980-01-02
Haddad;Nour;nour@example.org;maths1;
Imbert;Paul;nour@example.org;math1;
Joubert;Luc;nour@example.org;math1;
LISTE
