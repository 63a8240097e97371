chmod 000 gfp/math1/trainees/durand/activities/fermee.md
