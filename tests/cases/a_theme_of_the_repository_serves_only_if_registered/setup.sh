printf 'theme: institut\n' >> livret.yaml
mkdir -p themes/institut
printf '<p>zqtheme</p>\n' > themes/institut/about.mustache
