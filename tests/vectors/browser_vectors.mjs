// What a browser cannot find out: `not-checked`, with its reasons. The program, which can, says something else.
import { createHash } from "node:crypto";
import { added, edited, on_page, raw, resigned, malformed } from "./write.mjs";

added("a browser without Ed25519 checks no signature, only how files are written", (world) => {
  raw(world, "cut", world.bytes("good").subarray(0, 400), malformed(1));
  edited(world, "edited", "bad-signature", (_, it) => {
    it.decisions[0].decision = "not-attested";
  });
  on_page(world, "no-ed25519", { cut: malformed(1) }, { all: "not-checked" });
});
added("an attestation is given to a browser without its folder", (world) =>
  on_page(world, "alone", { good: "not-checked (alone)" }, { label: "good" }),
);
added("a certificate is given to a browser without its folder", (world) =>
  on_page(world, "alone", { certificate: "not-checked (alone)" }, { label: "certificate" }),
);
added("an edited attestation is given to a browser without its folder", (world) => {
  edited(world, "edited", "bad-signature", (_, it) => {
    it.decisions[0].decision = "not-attested";
  });
  on_page(world, "alone", { edited: "bad-signature" }, { label: "edited" });
});
added("half an attestation is given to a browser without its folder", (world) => {
  raw(world, "cut", world.bytes("good").subarray(0, 400), malformed(1));
  on_page(world, "alone", { cut: malformed(1) }, { label: "cut" });
});

// A file of zeros that a browser would have to hold in memory.
const size = 512 * 1024 * 1024 + 1;
let known;
function digest_of_zeros() {
  if (known) return known;
  const hash = createHash("sha256"),
    piece = Buffer.alloc(1 << 20);
  for (let left = size; left > 0; left -= piece.length) hash.update(piece.subarray(0, Math.min(left, piece.length)));
  return (known = hash.digest("hex"));
}
added("a signed file is larger than a browser holds in memory", (world) => {
  resigned(world, "heavy", "unsealed", (_, subject) => {
    subject.about.manifest.reference = "heavy";
    subject.about.manifest.files = [{ path: "film.mp4", size, sha256: digest_of_zeros() }];
  });
  world.hollow.set(`snapshots/${digest_of_zeros()}`, size);
  on_page(world, "folder", { heavy: "not-checked (too-large)" });
});
