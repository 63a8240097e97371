printf 'Durand;Émilie\nRoux;Hugo\n' > ../liste.csv
