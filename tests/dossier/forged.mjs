// Dossiers whose container and bag are sound, and whose contents are not what a trainee was given: each made from dossiers that
// the program exported, with a bag made anew around it. For the program (tests/program) and the checking page (tests/browser).
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { blind, commitment, digest_of, file_of, key, lines_of, signed } from "../vectors/world.mjs";
import { bag, entry, zip } from "./zip_maker.mjs";

// --- dossiers as files: {top, files: Map(path below the top folder -> bytes)}

// A canonical zip only: stored entries, one behind the other.
export function opened(bytes) {
  const files = new Map();
  let top = "";
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const size = bytes.readUInt32LE(at + 22),
      data = at + 30 + bytes.readUInt16LE(at + 26);
    const name = bytes.toString("utf8", at + 30, data),
      slash = name.indexOf("/");
    top = name.slice(0, slash);
    files.set(name.slice(slash + 1), bytes.subarray(data, data + size));
    at = data + size;
  }
  return { top, files };
}

// The bag's own files made anew around what is there; then the zip, entries in the canonical order.
export function rebagged({ top, files }) {
  const own = ["manifest-sha256.txt", "tagmanifest-sha256.txt", "bagit.txt", "bag-info.txt"];
  const rest = Object.fromEntries([...files].filter(([path]) => !own.includes(path)));
  const payload = Object.entries(rest).filter(([path]) => path.startsWith("data/"));
  const oxum = `${payload.reduce((sum, [, bytes]) => sum + Buffer.from(bytes).length, 0)}.${payload.length}`;
  const info = files
    .get("bag-info.txt")
    .toString()
    .replace(/^Payload-Oxum: .*$/m, `Payload-Oxum: ${oxum}`);
  return new Map(Object.entries(bag(rest, { own: { "bag-info.txt": info } })));
}
const by_bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const zipped = (top, files, more = () => ({})) =>
  zip([...files.keys()].sort(by_bytes).map((path) => entry(`${top}/${path}`, files.get(path), more(path))));
export const remade = (dossier) => zipped(dossier.top, rebagged(dossier));

// --- what the program exports

export const people = { her: "durand", other: "martin" };
// {owner, jury, other: bytes, trust: folder}: two copies of her dossier, a colleague's, and the repository's trust/.
export function exported(program, content, folder) {
  const out = { trust: join(content, "trust") };
  for (const [name, who, copy] of [
    ["owner", people.her, "owner"],
    ["jury", people.her, "jury"],
    ["other", people.other, "owner"],
  ]) {
    const place = join(folder, name);
    execFileSync(program, ["export", "dossier", who, "--for", copy, "--root", content, "-o", place], { stdio: "pipe" });
    const [zip_name] = readdirSync(place);
    out[name] = readFileSync(join(place, zip_name));
  }
  return out;
}

// --- forgeries

const trust = "data/trust/";
const json_of = (bytes) => JSON.parse(bytes.toString());
const is_attestation = (path) => path.startsWith(`${trust}attestations/`);
const subject_of = (bytes) => json_of(bytes).credentialSubject;
const newest = (files, kind) =>
  Math.max(...[...files.keys()].map((path) => Number(new RegExp(`^${trust}${kind}-([0-9]+)\\.json$`).exec(path)?.[1] ?? -1)));

// name -> {bytes, fingerprint (null: none is given), expected}. `expected`: {good, refused: {code, name}} of what is refused as a
// whole, or {good, chain ("holds", or the reason for which it does not), words (path below trust/ -> "word (reason)", of what is
// neither valid nor unsealed), incomplete (trainee -> [listed, present]), person (the dossier names whom the roster vouches for,
// or nobody is vouched for), state}, and where it is so: own_claim, unsigned: true, withheld: number.
export function forged({ owner, jury, other, trust: repository }) {
  const mine = opened(owner),
    theirs = opened(other);
  const fingerprint = digest_of(mine.files.get(`${trust}root-1.json`));
  const index = json_of(mine.files.get("data/dossier.json")),
    her = index.trainee.id;
  const last = newest(mine.files, "checkpoint"),
    in_use = newest(mine.files, "registry");
  const attestations = [...mine.files.keys()].filter(is_attestation);
  const with_refusal = attestations.find((path) =>
    subject_of(mine.files.get(path)).decisions.some(({ decision }) => decision === "not-attested"),
  );
  if (!with_refusal || attestations.length < 3) throw new Error("the dossier to begin with has no refusal");
  const below = (path) => path.slice(trust.length);
  const total = attestations.length;
  const signed_paths = [...mine.files.keys()].filter((path) => path.startsWith(trust) && path.endsWith(".json")).map(below);
  // Every signed file is called unknown.
  const all = (reason, left_out = []) =>
    Object.fromEntries(signed_paths.filter((path) => !left_out.includes(path)).map((path) => [path, `unknown-key (${reason})`]));

  const out = {};
  const fine = { good: true, chain: "holds", words: {}, incomplete: {}, person: true, state: "canonical" };
  const add = (name, bytes, expected, given = fingerprint) => {
    if (name in out) throw new Error(`two are called ${name}`);
    out[name] = {
      bytes,
      fingerprint: given,
      expected: "refused" in expected ? { good: false, ...expected } : { ...fine, good: false, ...expected },
    };
  };
  // A copy of her dossier, changed, in a bag of its own; `expected` may be a function of what `change` returns.
  const make = (name, change, expected, given = fingerprint) => {
    const files = new Map(mine.files);
    const changed = change(files);
    add(name, remade({ top: mine.top, files }), typeof expected === "function" ? expected(changed) : expected, given);
  };
  const edit_index = (files, change) => {
    const json = structuredClone(index);
    change(json);
    files.set("data/dossier.json", Buffer.from(`${JSON.stringify(json, null, 2)}\n`));
  };
  const take_from = (files, paths) => paths.forEach((path) => files.set(path, theirs.files.get(path)));

  // Nothing is wrong with these.
  add("as the program wrote it", owner, { good: true });
  add("a jury's copy", jury, { good: true });
  make("a bag made anew around the same files", () => {}, { good: true });
  add("without a fingerprint nobody vouches for it", owner, { own_claim: true }, null);
  add("under another fingerprint", owner, { chain: "unknown-root", words: all("unknown-root") }, "0".repeat(64));
  add(
    "zipped again, and Finder's files added",
    zip([
      ...[...mine.files.keys()]
        .sort(by_bytes)
        .reverse()
        .map((path) => entry(`${mine.top}/${path}`, mine.files.get(path), { deflate: true })),
      entry(`__MACOSX/${mine.top}/._LIRE.html`, "x"),
      entry(`${mine.top}/data/.DS_Store`, "x"),
    ]),
    { good: true, state: "rezipped" },
  );

  // Who vouches.
  const own = institute_of_ones_own(mine.files);
  add("an institute of her own", remade({ top: mine.top, files: own }), {
    chain: "unknown-root",
    words: Object.fromEntries(
      [...own.keys()]
        .filter((path) => path.startsWith(trust) && path.endsWith(".json"))
        .map((path) => [below(path), "unknown-key (unknown-root)"]),
    ),
  });
  add("an institute of her own, and no fingerprint", remade({ top: mine.top, files: own }), { own_claim: true }, null);
  make("no root", (files) => files.delete(`${trust}root-1.json`), {
    chain: "unknown-root",
    words: all("unknown-root", ["root-1.json"]),
  });
  make(
    "nothing signed",
    (files) => [...files.keys()].filter((path) => path.startsWith(trust)).forEach((path) => files.delete(path)),
    { chain: "unknown-root", unsigned: true },
  );

  // What is missing.
  make("a refusal left out", (files) => files.delete(with_refusal), { incomplete: { [her]: [total, total - 1] } });
  make(
    "a refusal left out, and taken out of her leaf",
    (files) => {
      files.delete(with_refusal);
      const path = `${trust}checkpoint-${last}.leaf`,
        leaf = json_of(files.get(path));
      leaf.line.attestations = leaf.line.attestations.filter(({ digest }) => !with_refusal.includes(digest));
      files.set(path, file_of(leaf));
    },
    { chain: "no-leaf", words: no_leaf([with_refusal]) },
  );
  make("her leaf left out", (files) => files.delete(`${trust}checkpoint-${last}.leaf`), { chain: "no-leaf", words: no_leaf() });
  make("a checkpoint left out", (files) => files.delete(`${trust}checkpoint-${last - 1}.json`), {
    chain: "old-registry",
    words: {
      ...hers("old-registry"),
      [`checkpoint-${last}.json`]: "unknown-key (not-of-the-chain)",
      [`registry-${in_use}.json`]: "unknown-key (not-of-the-chain)",
    },
  });
  make("the newest checkpoint left out", (files) => files.delete(`${trust}checkpoint-${last}.json`), {
    chain: "no-leaf",
    words: { ...hers("no-leaf"), [`checkpoint-${last - 1}.json`]: "content-missing (leaf)" },
  });
  make("the registry left out", (files) => files.delete(`${trust}registry-${in_use}.json`), {
    chain: "old-registry",
    words: hers("old-registry"),
  });

  // Somebody else's.
  const [another] = [...theirs.files.keys()].filter(is_attestation);
  make("another trainee's leaf", (files) => take_from(files, [`${trust}checkpoint-${last}.leaf`]), {
    chain: "no-leaf",
    words: no_leaf(),
  });
  make(
    "another trainee's lines, leaf and roster",
    (files) => take_from(files, [`${trust}checkpoint-${last}.leaf`, `${trust}registry-${in_use}.leaf`]),
    {
      words: Object.fromEntries(attestations.map((path) => [below(path), "out-of-scope (not-in-extract)"])),
      incomplete: {
        [json_of(theirs.files.get("data/dossier.json")).trainee.id]: [[...theirs.files.keys()].filter(is_attestation).length, 0],
      },
      person: false,
    },
  );
  make("another trainee's attestation", (files) => take_from(files, [another]), {
    words: { [below(another)]: "out-of-scope (not-in-extract)" },
  });
  make(
    "another trainee's attestation under her id",
    (files) => files.set(another.replace(/[^/]+(?=\/[^/]+$)/, her), theirs.files.get(another)),
    {
      words: { [below(another.replace(/[^/]+(?=\/[^/]+$)/, her))]: "malformed (wrong-place)" },
    },
  );
  make(
    "her roster line made anew",
    (files) => {
      const path = `${trust}registry-${in_use}.leaf`,
        leaf = json_of(files.get(path));
      leaf.line.commitment = commitment("Zoé Autre", index.trainee.salt);
      leaf.line.blind = blind("somebody's own");
      files.set(path, file_of(leaf));
      edit_index(files, (json) => {
        json.trainee.name = "Zoé Autre";
      });
    },
    { chain: "no-roster", words: no_roster() },
  );
  const other_person = Object.fromEntries(attestations.map((path) => [below(path), "out-of-scope (other-person)"]));
  make(
    "another name",
    (files) =>
      edit_index(files, (json) => {
        json.trainee.name = "Zoé Autre";
      }),
    { words: other_person, person: false },
  );
  make(
    "another salt",
    (files) =>
      edit_index(files, (json) => {
        json.trainee.salt = "0".repeat(32);
      }),
    { words: other_person, person: false },
  );
  make(
    "another folder",
    (files) =>
      edit_index(files, (json) => {
        json.trainee.folder = "math1/autre";
      }),
    { words: other_person, person: false },
  );
  make(
    "another id",
    (files) =>
      edit_index(files, (json) => {
        json.trainee.id = "00000000";
      }),
    { person: false },
  );

  // What was changed.
  make(
    "a page that says “valid”, and a refusal made an attestation",
    (files) => {
      files.set(
        "LIRE.html",
        Buffer.from("<!DOCTYPE html><title>valid</title><h1>valid</h1><script>document.title = 'valid'</script>\n"),
      );
      const document = json_of(files.get(with_refusal));
      document.credentialSubject.decisions.forEach((one) => {
        one.decision = "attested";
      });
      const bytes = file_of(document);
      files.delete(with_refusal);
      files.set(`${trust}attestations/${her}/${digest_of(bytes)}.json`, bytes);
      return `attestations/${her}/${digest_of(bytes)}.json`;
    },
    (path) => ({ words: { [path]: "bad-signature" }, incomplete: { [her]: [total, total - 1] } }),
  );
  const body = subject_of(mine.files.get(with_refusal)).about.manifest.body.sha256;
  const bound = attestations.filter((path) => subject_of(mine.files.get(path)).about.manifest?.body.sha256 === body);
  const gone = Object.fromEntries(bound.map((path) => [below(path), "content-missing"]));
  make("a snapshot changed", (files) => files.set(`${trust}snapshots/${body}`, Buffer.from("another text\n")), { words: gone });
  make("a snapshot left out", (files) => files.delete(`${trust}snapshots/${body}`), { words: gone });
  make(
    "a snapshot withheld",
    (files) => {
      files.delete(`${trust}snapshots/${body}`);
      edit_index(files, (json) => {
        json.withheld = [body];
      });
    },
    { words: gone, withheld: 1 },
  );
  make(
    "the line ends of an attestation changed",
    (files) => files.set(with_refusal, Buffer.from(files.get(with_refusal).toString().replace("\n", "\r\n"))),
    {
      words: { [below(with_refusal)]: "malformed (line-ends)" },
      incomplete: { [her]: [total, total - 1] },
    },
  );
  make(
    "an attestation of her own",
    (files) => {
      const document = signed("LivretAttestation", subject_of(files.get(with_refusal)), key("mallory"), "2004-11-01T08:00:00Z");
      const bytes = file_of(document);
      files.set(`${trust}attestations/${her}/${digest_of(bytes)}.json`, bytes);
      return `attestations/${her}/${digest_of(bytes)}.json`;
    },
    (path) => ({ words: { [path]: "unknown-key (not-registered)" } }),
  );
  make(
    "an old registry",
    (files) => {
      const old = in_use - 1;
      for (const kind of ["json", "leaf"]) files.delete(`${trust}registry-${in_use}.${kind}`);
      files.set(`${trust}registry-${old}.json`, readFileSync(join(repository, `registry-${old}.json`)));
      const lines = readFileSync(join(repository, `registry-${old}.roster`), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      files.set(
        `${trust}registry-${old}.leaf`,
        lines_of(lines).leaf(({ id }) => id === her),
      );
    },
    {
      chain: "old-registry",
      words: { ...hers("old-registry"), [`registry-${in_use - 1}.json`]: "unknown-key (not-of-the-chain)" },
    },
  );
  make(
    "a later registry of her own",
    (files) => {
      const subject = {
        ...subject_of(files.get(`${trust}registry-${in_use}.json`)),
        number: in_use + 1,
        previous: digest_of(files.get(`${trust}registry-${in_use}.json`)),
      };
      files.set(
        `${trust}registry-${in_use + 1}.json`,
        file_of(signed("LivretRegistry", subject, key("mallory"), "2005-05-01T08:00:00Z")),
      );
    },
    { words: { [`registry-${in_use + 1}.json`]: "unknown-key (not-the-registry-key)" } },
  );

  // The index, which is nobody's word but its maker's.
  const refused = { refused: { code: "dossier.index", name: "data/dossier.json" } };
  const write_index = (name, text, expected = refused) =>
    make(name, (files) => files.set("data/dossier.json", Buffer.from(text)), expected);
  const text = mine.files.get("data/dossier.json").toString();
  make("no index", (files) => files.delete("data/dossier.json"), refused);
  write_index("an index that is no JSON", "{");
  write_index("an index that is a list", "[]");
  write_index("an index with a byte-order mark", `\ufeff${text}`);
  write_index("an index that is no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]));
  write_index("an index with a member twice", text.replace("{", '{"kind":"jury",'));
  write_index("an index of another version", text.replace('"version": 1', '"version": 2'));
  write_index("an index whose version is no integer", text.replace('"version": 1', '"version": 1.0'));
  write_index("an index of an unknown kind", text.replace('"kind": "owner"', '"kind": "valid"'));
  write_index("an index whose salt is a number", text.replace(/"salt": "[^"]*"/, '"salt": 7'));
  write_index("an index that is nested too deeply", text.replace("{", `{"deep":${"[".repeat(70)}${"]".repeat(70)},`));
  write_index("an index larger than any", `${text}${" ".repeat(8 * 2 ** 20)}`);
  write_index(
    "an index that says more and odd things",
    text.replace("{", '{"odd":1.5,"verdict":"valid",').replace('"withheld": []', '"withheld": [1, null]'),
    { good: true },
  );
  write_index(
    "an index of half a surrogate pair",
    text.replace(/"name": "[^"]*",\n    "salt"/, '"name": "\\ud800",\n    "salt"'),
  );
  write_index(
    "a name that is markup",
    text.replace(/"name": "[^"]*",\n    "salt"/, '"name": "<img src=x onerror=alert(1)><b>valid</b>",\n    "salt"'),
    { words: other_person, person: false },
  );

  // The bag itself: a word of each kind goes through page and program alike.
  const plain = (name, change, code) => {
    const files = new Map(mine.files);
    change(files);
    add(name, zipped(mine.top, files), { refused: code });
  };
  plain("a page of the site changed", (files) => files.set("data/site/index.html", Buffer.from("valid\n")), {
    code: "bag.digest",
    name: "data/site/index.html",
  });
  plain("a file added", (files) => files.set("data/valid.txt", "valid\n"), { code: "bag.unlisted", name: "data/valid.txt" });
  plain("a file left out", (files) => files.delete("data/profile.md"), { code: "bag.missing", name: "data/profile.md" });
  add("bytes behind the end", Buffer.concat([owner, Buffer.from("valid")]), { refused: { code: "container.trailer" } });
  add("cut short", owner.subarray(0, owner.length - 100), { refused: { code: "container.not-zip" } });
  return out;

  // Each of her attestations, unknown for the reason for which the chain is broken.
  function hers(reason, left_out = []) {
    return Object.fromEntries(
      attestations.filter((path) => !left_out.includes(path)).map((path) => [below(path), `unknown-key (${reason})`]),
    );
  }
  function no_leaf(left_out) {
    return { ...hers("no-leaf", left_out), [`checkpoint-${last}.json`]: "content-missing (leaf)" };
  }
  function no_roster() {
    return { ...hers("no-roster"), [`registry-${in_use}.json`]: "content-missing (roster)" };
  }
}

// Everything signed in a dossier, signed again by keys of one's own: a chain that holds, but under another fingerprint.
function institute_of_ones_own(genuine) {
  const files = new Map([...genuine].filter(([path]) => !(path.startsWith(trust) && /\.(json|leaf)$/.test(path))));
  const made = new Map(); // did -> signer
  const mine = (did) => made.get(did) ?? made.set(did, key(`mallory's ${did}`)).get(did);
  const renamed = new Map(); // digest -> digest of what stands for it
  const anew = (path, change) => {
    const bytes = genuine.get(`${trust}${path}`),
      { type, credentialSubject, issuer, validFrom } = json_of(bytes);
    const out = file_of(signed(type[1], change(credentialSubject) ?? credentialSubject, mine(issuer.id), validFrom));
    renamed.set(digest_of(bytes), digest_of(out));
    return out;
  };
  const put = (path, change) => files.set(`${trust}${path}`, anew(path, change));
  const pair = (one) => ({ ...one, digest: renamed.get(one.digest) });
  // A line alone in its tree.
  const leaf = (path, change) => {
    const { bytes, tree, leaf: of } = lines_of([change(json_of(genuine.get(`${trust}${path}`)).line)]);
    if (bytes.length === 0) throw new Error("no line");
    files.set(
      `${trust}${path}`,
      of(() => true),
    );
    return tree;
  };
  const last = newest(genuine, "checkpoint"),
    in_use = newest(genuine, "registry");
  if (newest(genuine, "root") !== 1) throw new Error("a dossier of several roots is not made anew here");
  put("root-1.json", (root) => ({
    ...root,
    keys: Object.fromEntries(Object.entries(root.keys).map(([role, did]) => [role, mine(did).did])),
  }));
  const roster = leaf(`registry-${in_use}.leaf`, (line) => line);
  put(`registry-${in_use}.json`, (registry) => ({
    ...registry,
    roster,
    trainers: registry.trainers.map((one) => ({ ...one, keys: one.keys.map((each) => ({ ...each, key: mine(each.key).did })) })),
  }));
  for (let number = 0; number <= last; ++number) {
    let tree;
    if (number === last) {
      for (const [path] of [...genuine].filter(([one]) => is_attestation(one))) {
        const bytes = anew(path.slice(trust.length), (it) => ({
          ...it,
          after: { ...it.after, digest: renamed.get(it.after.digest) },
          ...(it.supersedes ? { supersedes: it.supersedes.map((one) => renamed.get(one) ?? one).sort() } : {}),
        }));
        files.set(path.replace(/[^/]+$/, `${digest_of(bytes)}.json`), bytes);
      }
      tree = leaf(`checkpoint-${number}.leaf`, (line) => ({
        ...line,
        attestations: line.attestations
          .map((one) => ({ ...one, digest: renamed.get(one.digest) }))
          .sort((a, b) => by_bytes(a.digest, b.digest)),
      }));
    }
    put(`checkpoint-${number}.json`, (it) => ({
      ...it,
      ...(it.previous ? { previous: renamed.get(it.previous) } : {}),
      root: pair(it.root),
      registry: renamed.has(it.registry.digest) ? pair(it.registry) : it.registry,
      tree: tree ?? it.tree,
    }));
  }
  return files;
}
