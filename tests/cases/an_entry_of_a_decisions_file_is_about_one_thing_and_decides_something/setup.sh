cp -r "$SIGNED/trust" "$SIGNED/gfp" "$SIGNED/livret.yaml" .
cat >.decisions.yaml <<'END'
decisions:
  - activity: MATH1-DURAND-01
    training: math1/suites
    attest: [B.1]
  - activity: MATH1-DURAND-01
    comment: à revoir
END
