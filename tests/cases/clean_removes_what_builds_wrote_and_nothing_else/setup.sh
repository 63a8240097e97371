mkdir -p site/math1
echo "à moi" > site/math1/notes.txt
