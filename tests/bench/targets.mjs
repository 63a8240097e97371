// The figures to reach, each a ratio (or a time) of one run, in both languages: README.md is in French.
const number = (value, digits = 2) => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : digits);
const times = (value) => `${number(value)} ×`;
const percent = (value) => `${number(100 * value, 0)} %`;
const seconds = (value) => `${number(value)} s`;
const milliseconds = (value) => `${number(value, 1)} ms`;
const mebibytes = (value) => `${number(value, 0)} MiB`;

// {en, fr, target, figure?, beside?, reached?}: without a figure, it was not measured.
export function targets({ sizes, signatures, dossiers, serve }) {
  const rows = [];
  const add = (en, fr, target, show, most, value, beside = "") =>
    rows.push({
      en,
      fr,
      target: (most ? "≤ " : "≥ ") + show(target),
      ...(Number.isFinite(value) ? { figure: show(value), beside, reached: most ? value <= target : value >= target } : {}),
    });
  const of = (size) => sizes.find((one) => one.counts.activities === size);
  const seconds_of = (size, name) => of(size)?.cases[name]?.seconds;
  const ratio = (size, a, b, what = "seconds") =>
    of(size)?.cases[a] && of(size).cases[b] && of(size).cases[a][what] / of(size).cases[b][what];
  for (const [size, target] of [
    [5000, 12],
    [50000, 19],
  ]) {
    const cpu = ratio(size, "hugo", "clean", "cpu");
    add(
      `clean build of ${size} activities, every signature verified, against Hugo without signatures`,
      `construction de ${size} activités, chaque signature vérifiée, face à Hugo sans signatures`,
      target,
      times,
      false,
      ratio(size, "hugo", "clean"),
      cpu ? `${times(cpu)} CPU` : "",
    );
  }
  add(
    "clean build of 50000 against `cp -r` of its output",
    "construction de 50000, face à `cp -r` du site",
    1.2,
    times,
    true,
    ratio(50000, "clean", "copy"),
  );
  for (const [size, target] of [
    [5000, 64],
    [50000, 250],
  ])
    add(`peak memory at ${size}`, `mémoire au plus, ${size} activités`, target, mebibytes, true, of(size)?.cases.clean.mebibytes);
  add("nothing changed, 50000", "rien n’a changé, 50000", 0.35, seconds, true, seconds_of(50000, "nothing"));
  add(
    "nothing changed, of the clean build, 50000",
    "rien n’a changé, par rapport à la construction, 50000",
    0.06,
    percent,
    true,
    ratio(50000, "nothing", "clean"),
  );
  add("one text edited, 50000", "un texte modifié, 50000", 0.45, seconds, true, seconds_of(50000, "edited"));
  for (const [size, target] of [
    [500, 10],
    [50000, 300],
  ])
    add(
      `one text edited while serving, to the page’s new bytes, ${size}`,
      `un texte modifié pendant \`serve\`, jusqu’à la page, ${size}`,
      target,
      milliseconds,
      true,
      serve?.find((one) => one.activities === size)?.milliseconds,
    );
  add(
    "`check` of 50000, of the clean build",
    "`check` de 50000, par rapport à la construction",
    0.6,
    percent,
    true,
    ratio(50000, "check", "clean"),
  );
  add(
    `reading and checking ${signatures?.count ?? 30000} attestations against bare signature checks`,
    `lire et vérifier ${signatures?.count ?? 30000} attestations, face aux seules signatures`,
    1.2,
    times,
    true,
    signatures && signatures.whole / signatures.bare,
    signatures ? `${times(signatures.cpu)} CPU` : "",
  );
  const largest = sizes.at(-1);
  // Of a small one the start of the program would be measured.
  if (signatures && largest?.counts.activities >= 5000)
    add(
      `\`livret verify\` of the repository of ${largest.counts.activities} against as many bare signature checks`,
      `\`livret verify\` du dépôt de ${largest.counts.activities}, face à autant de seules signatures`,
      1.2,
      times,
      true,
      largest.cases.verify.seconds / ((signatures.bare / 1000 / signatures.count) * largest.counts.attestations),
    );
  const files = dossiers?.files ?? 40,
    megabytes = dossiers ? (dossiers.bytes / 1e6).toFixed(1) : 2;
  add(
    `dossier of ${files} files, ${megabytes} MB, written and read back, against libzip storing the same bytes`,
    `dossier de ${files} fichiers, ${megabytes} Mo, écrit et relu, face à libzip qui range les mêmes`,
    1.5,
    times,
    true,
    dossiers && dossiers.bag / dossiers.libzip,
  );
  add(
    `the same, its pages and its check of signatures made first`,
    `le même, ses pages et le contrôle de ses signatures faits d’abord`,
    1.5,
    times,
    true,
    dossiers && dossiers.milliseconds / dossiers.libzip,
    dossiers ? `${times(dossiers.cpu / dossiers.libzip)} CPU` : "",
  );
  const each = (size) => of(size) && of(size).cases.clean.seconds / size;
  add(
    "cost of an activity, from 500 to 50000",
    "coût d’une activité, de 500 à 50000",
    1.15,
    times,
    true,
    each(50000) / each(500),
  );
  return rows;
}
