echo 'conservation: 2 ans après la fin de l’année scolaire' >> livret.yaml
