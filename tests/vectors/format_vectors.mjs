// Rules 1 to 5 of the format, and where files lie.
import { vector, added, in_place, raw, edited, resigned, more_attestations, malformed } from "./write.mjs";
import {
  base58,
  context,
  did_of,
  digest_of,
  file_of,
  key,
  method_of,
  person,
  proof_of,
  signed,
  usual,
  roster,
} from "./world.mjs";

// --- the usual institute
added("a small institute where all is well", () => {});
vector("seven trainees make a tree that is not balanced", () => {
  const ids = ["t-a", "t-b", "t-c", "t-d"];
  return {
    registries: {
      1: () => ({ lines: [...ids.map((id) => person(id, `math1/${id.slice(2)}`, id, [{ id: "math1" }])), ...roster()] }),
      2: () => ({ lines: [...ids.map((id) => person(id, `math1/${id.slice(2)}`, id, [{ id: "math1" }])), ...roster()] }),
    },
    ...more_attestations(
      ...ids.map((id) => ({ label: id, by: "alice", trainee: id, reference: `MATH1-${id}`, after: 0, listed: 1 })),
    ),
  };
});
vector(
  "texts hold scripts, quotes, emoji and what looks like a verdict",
  more_attestations({
    label: "odd",
    by: "alice",
    trainee: "t-durand",
    reference: "<img src=x onerror=alert(1)>",
    competences: ["<b>valid</b>", "é\u0301", "\ufffd", "😀"],
    after: 0,
    listed: 1,
  }),
);
vector("characters U+0080 to U+009F are no control characters here", {}, (world) =>
  resigned(world, "c1", "unsealed", (_, subject) => {
    subject.about.manifest.reference = "a\u0085b";
  }),
);

// --- rule 1: the bytes
added("a member stands twice", (world) =>
  raw(
    world,
    "twice",
    world.bytes("good").toString().replace('"decision":"attested"', '"decision":"not-attested","decision":"attested"'),
    malformed(1),
  ),
);
added("a member stands twice, once with an escape", (world) =>
  raw(world, "twice", world.bytes("good").toString().replace('"gfp":', '"\\u0067fp":"phys1","gfp":'), malformed(1)),
);
added("a byte-order mark stands before the document", (world) =>
  raw(world, "bom", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), world.bytes("good")]), malformed(1)),
);
added("the document is printed with indentation", (world) =>
  raw(world, "pretty", `${JSON.stringify(world.document("good"), null, 2)}\n`, malformed(1)),
);
added("members are not sorted", (world) =>
  raw(
    world,
    "order",
    world
      .bytes("good")
      .toString()
      .replace('"competence":"A.1.1","decision":"attested"', '"decision":"attested","competence":"A.1.1"'),
    malformed(1),
  ),
);
added("a letter is written as an escape", (world) =>
  raw(world, "escape", world.bytes("good").toString().replace("MATH1", "\\u004dATH1"), malformed(1)),
);
added("the last line feed is missing", (world) => raw(world, "short", world.bytes("good").subarray(0, -1), malformed(1)));
added("there are two line feeds at the end", (world) => raw(world, "long", `${world.bytes("good")}\n`, malformed(1)));
added("something stands behind the document", (world) => raw(world, "rest", `${world.bytes("good")}{}`, malformed(1)));
added("a byte is not UTF-8", (world) =>
  raw(world, "bytes", Buffer.from(world.bytes("good").toString("latin1").replace("MATH1", "MATH\xff"), "latin1"), malformed(1)),
);
added("half a surrogate pair is escaped", (world) =>
  raw(world, "half", world.bytes("good").toString().replace("MATH1", "\\ud800"), malformed(1)),
);
added("minus zero is another spelling of zero", (world) =>
  raw(world, "minus", world.bytes("good").toString().replace('"checkpoint":0', '"checkpoint":-0'), malformed(1)),
);
added("a number is beyond all bounds", (world) =>
  raw(world, "huge", world.bytes("good").toString().replace('"version":1', '"version":1e999'), malformed(1)),
);
added("a file is cut in the middle", (world) => raw(world, "cut", world.bytes("good").subarray(0, 400), malformed(1)));
added("git changed the line end of an attestation", (world) =>
  raw(world, "crlf", `${world.bytes("good").toString().trim()}\r\n`, "malformed (line-ends)"),
);
added("git changed the line ends of everything", (world) => {
  for (const [path, bytes] of [...world.files])
    if (/json$|leaves$|roster$/.test(path)) world.files.set(path, Buffer.from(bytes.toString().replaceAll("\n", "\r\n")));
  world.expect_all("malformed (line-ends)");
  world.fingerprint = digest_of(world.bytes("root-1"));
});

// --- rule 2: numbers
for (const [name, text] of [
  ["a number is no integer", "1.5"],
  ["an integer is written as a real", "1.0"],
  ["an integer is written with an exponent", "1e0"],
  ["an integer is 2^53", "9007199254740992"],
  ["an integer is 2^63", "9223372036854775808"],
  ["an integer is 2^64", "18446744073709551616"],
  ["an integer is below -(2^53-1)", "-9007199254740992"],
])
  added(name, (world) =>
    raw(world, "number", world.bytes("good").toString().replace('"version":1', `"version":${text}`), malformed(2)),
  );
added("the largest integer is accepted", (world) =>
  resigned(world, "largest", "unsealed", (_, subject) => {
    subject.about.manifest.reference = "other";
    subject.about.manifest.body.size = 2 ** 53 - 1;
  }),
);

// --- rule 3: the proof
added("a context is appended to the proof after signing", (world) =>
  edited(world, "context", malformed(3), (it) => it.proof["@context"].push("https://evil.example/")),
);
added("a context is appended to the document and the proof", (world) =>
  edited(world, "context", malformed(5), (it) => {
    it["@context"].push("https://evil.example/");
    it.proof["@context"].push("https://evil.example/");
  }),
);
added("an attestation carries two proofs", (world) =>
  edited(world, "two", malformed(3), (it) => {
    it.proof = [it.proof, it.proof];
  }),
);
added("an attestation's proof is a list of one", (world) =>
  edited(world, "list", malformed(3), (it) => {
    it.proof = [it.proof];
  }),
);
added("a proof is no object", (world) =>
  edited(world, "text", malformed(3), (it) => {
    it.proof = "z";
  }),
);
for (const [name, change] of [
  [
    "a proof has an unknown member",
    (proof) => {
      proof.domain = "x";
    },
  ],
  [
    "a proof has another cryptosuite",
    (proof) => {
      proof.cryptosuite = "eddsa-rdfc-2022";
    },
  ],
  [
    "a proof has another purpose",
    (proof) => {
      proof.proofPurpose = "authentication";
    },
  ],
  [
    "a proof has another type",
    (proof) => {
      proof.type = "Ed25519Signature2020";
    },
  ],
  [
    "a proof does not say when it was made",
    (proof) => {
      delete proof.created;
    },
  ],
  [
    "a proof was made at an hour that does not exist",
    (proof) => {
      proof.created = "2004-10-02T24:00:00Z";
    },
  ],
  [
    "a proof has no context",
    (proof) => {
      delete proof["@context"];
    },
  ],
  [
    "a proof has no value",
    (proof) => {
      delete proof.proofValue;
    },
  ],
])
  added(name, (world) => edited(world, "proof", malformed(3), (it) => change(it.proof)));
added("the first root has two proofs", (world) => {
  const root = world.document("root-1");
  root.proof.push(root.proof[0]);
  world.put("root-1", "root-1.json", file_of(root), malformed(3));
  world.fingerprint = world.digest("root-1");
  world.expect_all("unknown-key (unknown-root)", (path) => path !== "root-1.json");
});
added("the first root's proof is not in a list", (world) => {
  const root = world.document("root-1");
  root.proof = root.proof[0];
  world.put("root-1", "root-1.json", file_of(root), malformed(3));
  world.fingerprint = world.digest("root-1");
  world.expect_all("unknown-key (unknown-root)", (path) => path !== "root-1.json");
});

// --- rule 4: keys and signatures, how they are written
for (const [name, change] of [
  [
    "the halves of the verification method differ",
    (it) => {
      it.proof.verificationMethod = `${key("alice").did}#${key("bruno").did.slice(8)}`;
    },
  ],
  [
    "the verification method has one half only",
    (it) => {
      it.proof.verificationMethod = key("alice").did;
    },
  ],
  [
    "the key has 31 bytes",
    (it) => {
      it.proof.verificationMethod = method_of(did_of(key("alice").raw.subarray(0, 31)));
    },
  ],
  [
    "the key has 33 bytes",
    (it) => {
      it.proof.verificationMethod = method_of(did_of(Buffer.concat([key("alice").raw, Buffer.from([7])])));
    },
  ],
  [
    "the key is of another kind",
    (it) => {
      it.proof.verificationMethod = method_of(`did:key:z${base58(Buffer.concat([Buffer.from([0xec, 0x01]), key("alice").raw]))}`);
    },
  ],
  [
    "the key is named by the web",
    (it) => {
      it.proof.verificationMethod = "did:web:ifm.example#key-1";
    },
  ],
  [
    "the signature has 63 bytes",
    (it) => {
      it.proof.proofValue = `z${base58(Buffer.alloc(63, 9))}`;
    },
  ],
  [
    "the signature has 65 bytes",
    (it) => {
      it.proof.proofValue = `z${base58(Buffer.alloc(65, 9))}`;
    },
  ],
  [
    "the signature has leading zeros too many",
    (it) => {
      it.proof.proofValue = `z1${it.proof.proofValue.slice(1)}`;
    },
  ],
  [
    "the signature is in another base",
    (it) => {
      it.proof.proofValue = `u${it.proof.proofValue.slice(1)}`;
    },
  ],
  [
    "the signature has a letter that base58 has not",
    (it) => {
      it.proof.proofValue = `z0${it.proof.proofValue.slice(2)}`;
    },
  ],
  [
    "the signature is no text",
    (it) => {
      it.proof.proofValue = 5;
    },
  ],
  [
    "the issuer is another key than the proof's",
    (it) => {
      it.issuer.id = key("bruno").did;
    },
  ],
  [
    "the issuer is a web site",
    (it) => {
      it.issuer.id = "https://ifm.example/";
    },
  ],
])
  added(name, (world) => edited(world, "key", malformed(4), change));

// --- rule 5: the closed schema
for (const [name, change] of [
  [
    "the document has an unknown member",
    (it) => {
      it.id = "urn:x";
    },
  ],
  [
    "the subject has an unknown member",
    (_, it) => {
      it.grade = 20;
    },
  ],
  [
    "a decision has an unknown member",
    (_, it) => {
      it.decisions[0].weight = 2;
    },
  ],
  [
    "a manifest has an unknown member",
    (_, it) => {
      it.about.manifest.status = "ready";
    },
  ],
  [
    "the issuer has an unknown member",
    (it) => {
      it.issuer.name = "Alice";
    },
  ],
  [
    "a member is named __proto__",
    (it) => {
      Object.defineProperty(it, "__proto__", { value: {}, enumerable: true });
    },
  ],
  [
    "a member that must be there is missing",
    (_, it) => {
      delete it.gfp;
    },
  ],
  [
    "a member is null",
    (_, it) => {
      it.gfp = null;
    },
  ],
  [
    "the type is unknown",
    (it) => {
      it.type[1] = "LivretBadge";
    },
  ],
  [
    "the type is the name of something of the language",
    (it) => {
      it.type[1] = "constructor";
    },
  ],
  [
    "the type is another document's",
    (it) => {
      it.type[1] = "LivretFreeze";
    },
  ],
  [
    "there are three types",
    (it) => {
      it.type.push("LivretFreeze");
    },
  ],
  [
    "the context is another one",
    (it) => {
      it["@context"] = ["https://www.w3.org/ns/credentials/v2"];
    },
  ],
  [
    "the version is another one",
    (_, it) => {
      it.about.manifest.version = 2;
    },
  ],
  [
    "an optional list is empty",
    (_, it) => {
      it.supersedes = [];
    },
  ],
  [
    "an optional text is empty",
    (_, it) => {
      it.decisions[0].comment = "";
    },
  ],
  [
    "a day does not exist",
    (_, it) => {
      it.about.manifest.date.to = "2004-02-30";
    },
  ],
  [
    "a day is written otherwise",
    (_, it) => {
      it.about.manifest.date.to = "2004-2-3";
    },
  ],
  [
    "validFrom has a fraction of a second",
    (it) => {
      it.validFrom = "2004-10-02T08:00:00.5Z";
    },
  ],
  [
    "validFrom has an offset",
    (it) => {
      it.validFrom = "2004-10-02T08:00:00+01:00";
    },
  ],
  [
    "a digest has capitals",
    (_, it) => {
      it.after.digest = it.after.digest.toUpperCase().replace(/^./, "A");
    },
  ],
  [
    "an identifier has capitals",
    (_, it) => {
      it.framework.id = "C2i2e";
    },
  ],
  [
    "an identifier has 65 characters",
    (_, it) => {
      it.framework.id = "a".repeat(65);
    },
  ],
  [
    "an identifier ends with a hyphen",
    (_, it) => {
      it.framework.id = "c2i2e-";
    },
  ],
  [
    "a number is negative",
    (_, it) => {
      it.after.checkpoint = -1;
    },
  ],
  [
    "a number is a text",
    (_, it) => {
      it.after.checkpoint = "0";
    },
  ],
  [
    "decisions are not sorted",
    (_, it) => {
      it.decisions.reverse();
    },
  ],
  [
    "a competence stands twice",
    (_, it) => {
      it.decisions[1].competence = it.decisions[0].competence;
    },
  ],
  [
    "there is no decision",
    (_, it) => {
      it.decisions = [];
    },
  ],
  [
    "a decision is none that is allowed",
    (_, it) => {
      it.decisions[0].decision = "valid";
    },
  ],
  [
    "phases are not sorted",
    (_, it) => {
      it.about.manifest.phases.reverse();
    },
  ],
  [
    "a phase is unknown",
    (_, it) => {
      it.about.manifest.phases = ["repos"];
    },
  ],
  [
    "a path leads outside",
    (_, it) => {
      it.about.manifest.files[0].path = "../secret.txt";
    },
  ],
  [
    "a path is absolute",
    (_, it) => {
      it.about.manifest.files[0].path = "/etc/passwd";
    },
  ],
  [
    "a path has a backslash",
    (_, it) => {
      it.about.manifest.files[0].path = "a\\b";
    },
  ],
  [
    "a line has a line feed",
    (_, it) => {
      it.about.manifest.title = "a\nb";
    },
  ],
  [
    "a line is empty",
    (_, it) => {
      it.about.manifest.title = "";
    },
  ],
  [
    "a line has 1025 bytes",
    (_, it) => {
      it.about.manifest.title = `${"é".repeat(512)}x`;
    },
  ],
  [
    "a text has a control character",
    (_, it) => {
      it.decisions[0].claim = "a\u0001b";
    },
  ],
  [
    "a text has a carriage return",
    (_, it) => {
      it.decisions[0].claim = "a\r\nb";
    },
  ],
  [
    "a text has U+007F",
    (_, it) => {
      it.decisions[0].claim = "a\u007fb";
    },
  ],
  [
    "a text has 65537 bytes",
    (_, it) => {
      it.decisions[0].claim = `${"é".repeat(32768)}x`;
    },
  ],
  [
    "the manifest is another trainee's",
    (_, it) => {
      it.about.manifest.trainee = "t-martin";
    },
  ],
  [
    "the training session is another group's",
    (_, it, world) => {
      it.about = { ...world.about({ kind: "training" }) };
      it.gfp = "phys1";
    },
  ],
  [
    "the subject is of no kind",
    (_, it) => {
      it.about.kind = "exam";
    },
  ],
  [
    "contributions are none",
    (_, it) => {
      it.about = { kind: "contributions", items: [] };
    },
  ],
  [
    "supersedes is not sorted",
    (_, it) => {
      it.supersedes = ["b".repeat(64), "a".repeat(64)];
    },
  ],
  [
    "the document is nested 33 levels deep",
    (it) => {
      it.more = JSON.parse("[".repeat(32) + "]".repeat(32));
    },
  ],
  [
    "the document is nested 100 levels deep",
    (it) => {
      it.more = JSON.parse("[".repeat(100) + "]".repeat(100));
    },
  ],
])
  added(name, (world) => resigned(world, "schema", malformed(5), (it, subject) => change(it, subject, world)));
added("a document is nested 100,000 levels deep", (world) =>
  raw(world, "deep", `${"[".repeat(100000)}${"]".repeat(100000)}\n`, malformed(5)),
);
added("a document is a list", (world) => raw(world, "list", "[]\n", malformed(5)));
added("a document is a number", (world) => raw(world, "one", "1\n", malformed(5)));
added("a file is empty", (world) => raw(world, "empty", "", malformed(5)));
// Signatures in base58 differ by a character in length: the filling is found by trying.
function fill_to(size, document) {
  const last = document.credentialSubject.decisions.at(-1);
  const length = () => file_of({ ...document, proof: proof_of(document, key("alice"), "2004-10-02T08:00:00Z") }).length;
  for (let i = 0; length() !== size && i < 50; ++i) last.claim = "x".repeat(last.claim.length + size - length());
  if (length() !== size) throw new Error("the file cannot be filled to its size");
}
added("a file has 262145 bytes, another exactly 262144", (world) => {
  for (const [label, size, word] of [
    ["fits", 262144, "unsealed"],
    ["too large", 262145, malformed(5)],
  ])
    resigned(world, label, word, (it, subject) => {
      subject.about.manifest.reference = label;
      subject.decisions = ["A", "B", "C", "D", "E"].map((competence) => ({
        competence,
        claim: "x".repeat(competence === "E" ? 100 : 65000),
        decision: "attested",
      }));
      fill_to(size, it);
    });
});
vector(
  "sets are sorted by bytes, members by UTF-16",
  () => more_attestations(),
  (world) => {
    for (const [label, order, word] of [
      ["by bytes", ["\uff5e", "😀"], "unsealed"],
      ["by UTF-16", ["😀", "\uff5e"], malformed(5)],
    ])
      resigned(world, label, word, (_, subject) => {
        subject.about.manifest.reference = label;
        subject.decisions = order.map((competence) => ({ competence, decision: "attested" }));
      });
  },
);

// --- places
added("an attestation lies in another trainee's folder", (world) =>
  world.put("copy", (digest) => `attestations/t-durand/${digest}.json`, world.bytes("colleague's"), "malformed (wrong-place)"),
);
added("an attestation has another name than its digest", (world) =>
  world.put("named", `attestations/t-durand/${"a".repeat(64)}.json`, world.bytes("good"), "malformed (wrong-place)"),
);
added("an attestation lies beside the folders", (world) =>
  world.put("beside", (digest) => `attestations/${digest}.json`, world.bytes("good"), "malformed (wrong-place)"),
);
added("a freeze lies among the attestations", (world) =>
  world.put("freeze there", in_place(world), world.bytes("freeze"), "malformed (wrong-place)"),
);
added("an attestation lies where a checkpoint is expected", (world) =>
  world.put("checkpoint-4", "checkpoint-4.json", world.bytes("good"), "malformed (wrong-place)"),
);
added("a checkpoint has another number than its name", (world) =>
  world.put("checkpoint-4", "checkpoint-4.json", world.bytes("checkpoint-3"), "malformed (wrong-place)"),
);
added("a registry is numbered with a leading zero", (world) =>
  world.put("zero", "registry-01.json", world.bytes("registry-1"), "malformed (wrong-place)"),
);
added("a root has no number", (world) => world.put("no number", "root-x.json", world.bytes("root-1"), "malformed (wrong-place)"));
added("a key request lies in trust", (world) =>
  world.put(
    "request",
    "request.json",
    file_of(signed("LivretKeyRequest", { name: "Mallory", key: key("mallory").did }, key("mallory"), "2004-10-02T08:00:00Z")),
    "malformed (wrong-place)",
  ),
);
added("a freeze has another session's name", (world) =>
  world.put("other freeze", "freeze-2006.json", world.bytes("freeze"), "malformed (wrong-place)"),
);
added("a note lies in trust", (world) => world.put("note", "note.json", Buffer.from('{"hello":1}\n'), malformed(5)));
added("a JSON file lies among the snapshots", (world) =>
  world.put("snapshot", "snapshots/x.json", Buffer.from("{}\n"), malformed(5)),
);
added("a certificate lies in another trainee's folder", (world) =>
  world.put(
    "other certificate",
    (digest) => `certificates/t-martin/${digest}.json`,
    world.bytes("certificate"),
    "malformed (wrong-place)",
  ),
);
