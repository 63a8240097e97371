echo 'conservation: 2006-08-31' >> livret.yaml
