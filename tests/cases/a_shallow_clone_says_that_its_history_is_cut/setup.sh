# Two commits; then the folder is what a robot of a forge gets: the last one alone.
commit() {
    git add . && GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" \
        git -c user.name="Anne Durand" -c user.email=anne@example.org commit -q --allow-empty -m "$1"
}
git init -q . && commit 2004-11-20 && commit 2005-03-03
git clone -q --bare --depth 1 "file://$PWD" ../shallow
mv .git/index ../index
rm -rf .git && mv ../shallow .git && mv ../index .git/index && git config core.bare false
