// trust rotate: the root and the role keys change, the fingerprint does not.
import fs from "node:fs";
import path from "node:path";
import { digest_of } from "../support/institute.mjs";
import { institute, phrase, short_phrase_file, wrong_phrase_file } from "../support/registrar.mjs";
import { holds, same, test, told } from "../support/tools.mjs";

const twice = { signing: ["--yes", "--passphrase-stdin"], input: `${phrase}\n${phrase}\n` };
function rotate(desk, day, role) {
  const run = desk.run(["trust", "rotate", role, "--now", day, ...twice.signing], twice);
  holds(run.status === 0 && /livret trust checkpoint/.test(run.err), told(run));
  return run;
}
const key_path = (desk, role, number = "") => path.join(desk.keys, `ifm-essai-${role}${number}.json`);

await test("rotate root: the next root is signed by both keys, and juries keep their fingerprint", () => {
  const { desk, first } = institute();
  const fingerprint = digest_of(desk.read("trust/root-1.json"));
  rotate(desk, "2004-12-06", "root");
  const old = desk.key("ifm-essai-root"),
    fresh = desk.key("ifm-essai-root-2");
  const root = desk.document("root-2.json");
  same([root.credentialSubject.previous, root.credentialSubject.keys.root, root.issuer.id], [fingerprint, fresh, fresh]);
  same(
    root.proof.map((one) => one.verificationMethod.split("#")[0]),
    [old, fresh],
  );
  same(root.credentialSubject.keys.registry, desk.key("ifm-essai-registry"), "the other keys stay");
  desk.stands(/racine 2/, /root 2/);
  const verified = desk.verify("--trust-root", fingerprint);
  same([verified.exit, verified.of("trust/root-2.json"), verified.of(first)], [0, "valid", "valid"]);
  same(
    desk.verify("--trust-root", digest_of(desk.read("trust/root-2.json"))).report.chain,
    "unknown-root",
    "only root 1 is a fingerprint",
  );
  desk.trust("2004-12-06", "checkpoint");
  same(desk.subject("checkpoint-3.json").root, { digest: digest_of(desk.read("trust/root-2.json")), number: 2 });
  // From now on the old key signs no root.
  desk.refuses(
    ["trust", "rotate", "checkpoint", "--key", key_path(desk, "root")],
    3,
    /n’est pas la clé de la racine/,
    /is not the root key/,
    twice,
  );
  fs.rmSync(key_path(desk, "root"));
  rotate(desk, "2004-12-07", "certificate");
  same(
    desk.document("root-3.json").proof.map((one) => one.verificationMethod.split("#")[0]),
    [fresh, fresh].slice(0, desk.document("root-3.json").proof.length),
  );
  desk.stands(/racine 3/, /root 3/);
});

await test("rotate registry: the next registry is the new key’s; a registry that no checkpoint lists must be listed first", () => {
  const { desk, first } = institute();
  desk.trust("2004-12-06", "retire", "p-anselme");
  desk.refuses(
    ["trust", "rotate", "registry", "--now", "2004-12-06"],
    1,
    /d’abord « livret trust checkpoint »/,
    /“livret trust checkpoint” first/,
    twice,
  );
  desk.trust("2004-12-06", "checkpoint");
  rotate(desk, "2004-12-06", "registry");
  desk.refuses(
    ["trust", "retire", "s-meyer", "--key", key_path(desk, "registry")],
    3,
    /n’est pas la clé du registre/,
    /is not the registry key/,
  );
  desk.trust("2004-12-07", "retire", "s-meyer");
  same(desk.document(`registry-${desk.newest("registry")}.json`).issuer.id, desk.key("ifm-essai-registry-2"));
  desk.trust("2004-12-07", "checkpoint");
  const verified = desk.verify();
  same([verified.exit, verified.of(first)], [0, "valid"]);
  desk.stands();
});

await test("rotate checkpoint: the next checkpoint is the new key’s", () => {
  const { desk } = institute();
  rotate(desk, "2004-12-06", "checkpoint");
  desk.refuses(
    ["trust", "checkpoint", "--now", "2004-12-06", "--key", key_path(desk, "checkpoint")],
    3,
    /n’est pas une clé des points de contrôle/,
    /is not a checkpoint key/,
  );
  desk.trust("2004-12-06", "checkpoint");
  same(desk.document("checkpoint-3.json").issuer.id, desk.key("ifm-essai-checkpoint-2"));
  desk.stands();
  same(desk.verify().exit, 0);
});

await test("rotate certificate: certificates of both keys are good", () => {
  const { desk } = institute();
  const certify = (number, day, ...args) => [
    "certify",
    "math1/durand",
    "--as-of",
    number,
    "--now",
    day,
    "--output",
    path.join(desk.config, "out"),
    ...args,
  ];
  desk.does(certify("2", "2004-12-05"));
  rotate(desk, "2004-12-06", "certificate");
  desk.trust("2004-12-06", "checkpoint");
  desk.refuses(
    certify("3", "2004-12-07", "--key", key_path(desk, "certificate")),
    3,
    /n’est pas la clé des attestations/,
    /is not the certificate key/,
  );
  desk.does(certify("3", "2004-12-07"));
  const { words } = desk.verify();
  same(
    [...words].filter(([name]) => name.includes("/certificates/")).map(([, word]) => word),
    ["valid", "valid"],
  );
});

await test("rotate: what is refused leaves neither a root nor a key", () => {
  const { desk } = institute();
  const two = (first, second) => ({ signing: ["--yes", "--passphrase-file", first, "--new-passphrase-file", second] });
  desk.refuses(["trust", "rotate"], 2, /quelle clé changer \?/, /which key is to change\?/, twice);
  desk.refuses(["trust", "rotate", "king"], 2, /quelle clé changer \?/, /which key is to change\?/, twice);
  desk.refuses(["trust", "rotate", "root", "registry"], 2, /quelle clé changer \?/, /which key is to change\?/, twice);
  desk.refuses(["trust", "rotate", "root", "--key", "leroy"], 3, /n’est pas la clé de la racine/, /is not the root key/, twice);
  desk.refuses(["trust", "rotate", "root"], 3, /ne s’ouvre pas/, /does not open/, two(wrong_phrase_file, short_phrase_file));
  desk.refuses(["trust", "rotate", "root"], 2, /trop courte/, /too short/, {
    signing: ["--yes", "--passphrase-stdin"],
    input: `${phrase}\ncourt\n`,
  });
  desk.refuses(["trust", "rotate", "root"], 2, /trop courte/, /too short/, {
    signing: ["--yes", "--passphrase-stdin"],
    input: `${phrase}\n`,
  });
  fs.rmSync(key_path(desk, "root"));
  desk.refuses(["trust", "rotate", "registry"], 3, /n’est la clé de la racine/, /is the root key/, {
    signing: [],
  });
});

await test("rotate: stopped between the key and the root, it takes that key up again", () => {
  const { desk } = institute();
  rotate(desk, "2004-12-06", "root");
  const key = desk.key("ifm-essai-root-2"),
    root = desk.read("trust/root-2.json");
  fs.rmSync(desk.file("trust/root-2.json"));
  rotate(desk, "2004-12-06", "root");
  same([desk.key("ifm-essai-root-2"), desk.read("trust/root-2.json").equals(root)], [key, true]);
});
