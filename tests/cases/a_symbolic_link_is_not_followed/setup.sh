ln -s /etc/passwd gfp/math1/trainees/durand/activities/secrets.md
ln -s ../../.. gfp/math1/trainees/durand/activities/tout
