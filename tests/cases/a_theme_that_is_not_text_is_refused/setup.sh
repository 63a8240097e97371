mkdir -p ../theme/partials
printf '<p>{{title}}</p>\n<p>\000\000</p>\n' > ../theme/partials/head.mustache
printf '<p>Mati\350re</p>\n' > ../theme/partials/open.mustache
