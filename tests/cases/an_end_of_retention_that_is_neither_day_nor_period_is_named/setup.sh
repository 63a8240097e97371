echo 'conservation: 31/08/2007' >> livret.yaml
