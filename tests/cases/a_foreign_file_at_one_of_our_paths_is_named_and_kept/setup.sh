mkdir -p site/math1
echo "ma page à moi" > site/math1/a-propos.html
