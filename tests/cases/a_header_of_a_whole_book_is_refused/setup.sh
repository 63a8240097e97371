cd gfp/math1/trainees/durand/activities
{ printf -- '---\ntitle: Roman\n'; head -c 600000 /dev/zero | tr '\0' 'a'; printf '\n---\n'; } > fonctions.md
