"$LIVRET" build --now 2005-04-11 --no-git --quiet
echo "retouché" > site/math1/a-propos.html
