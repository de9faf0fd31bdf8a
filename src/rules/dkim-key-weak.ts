import { defineRule, rfc } from "./define.ts";
import { keyPlace } from "./shared/dkim-records.ts";
import { parseDkim, printDkim } from "../syntax/dkim.ts";
import { txtLine } from "./shared/lines.ts";

/** RFC 8301 3.2: receivers must not accept less, signers should use no less. */
const MUST = 1024;
const SHOULD = 2048;

export default defineRule({
  id: "dkim-key-weak",
  kind: "record",
  types: ["TXT"],
  text: "dkim",
  set: "default",
  severity: "error",
  covers: [],
  summary: "a DKIM key is too weak",
  consequence: "receivers refuse a short key as if there were none; one of 1024 bits is within reach of forgers",
  references: [rfc(8301, "3.1"), rfc(8301, "3.2")],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    refused: ({ bits }: { bits: number }) =>
      `the RSA key has ${bits} bits; receivers take none under ${MUST}, so every signature made with this selector fails`,
    short: ({ bits }: { bits: number }) =>
      `the RSA key has ${bits} bits; it still verifies, and RFC 8301 asks for ${SHOULD} because shorter ones can be broken`,
    sha1: ({ hashes }: { hashes: string }) =>
      `the record allows the hash ${hashes} alone; receivers must not verify with SHA-1 (RFC 8301), so every signature made with this selector fails`,
    hashes: ({ hashes }: { hashes: string }) =>
      `the record allows the hash "${hashes}" alone, which no receiver knows; it must be sha256, or left out`,
  },
  docs: {
    why: "A short RSA key can be computed from the public half that everybody reads in the DNS; then anybody signs as the domain. RFC 8301 forbids receivers to accept keys under 1024 bits and the hash SHA-1, and asks signers for 2048 bits.",
    fix: "Make a new key of 2048 bits at a new selector, let the signer use it, and take the old one away some days later. With a provider, switch its setting to 2048 bits.",
    bad: [
      "s1._domainkey TXT v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKNDkyGW/h6oh17W9jhYDL7qvx/Iv47JHqBbeRKobQcJQJrU6QW98rJMElQkT6ekDSBEAWrdP01pYXEQ+7DSSysCAwEAAQ==",
    ],
    good: ["s1._domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
  },
  check({ record, node, dkim }, context) {
    const key = dkim?.dkim.publicKey;
    if (dkim === undefined || key === undefined || key.state === "revoked" || !dkim.dkim.usable) return;
    const place = keyPlace(node.name, context.world);
    if (place === undefined) return;
    const { domain } = place;
    const { hashes, tags } = dkim.dkim;
    if (hashes !== undefined && hashes.length > 0 && !hashes.includes("sha256")) {
      const tag = tags.find(({ name }) => name === "h");
      const without = printDkim(parseDkim(printDkim({ tags: tags.filter((each) => each !== tag) })));
      context.report(
        hashes.includes("sha1") ? "sha1" : "hashes",
        { hashes: hashes.join(":") },
        {
          domain,
          at: { record, field: "text", ...(tag === undefined ? {} : { span: [tag.start, tag.end] as const }) },
          help: {
            text: "leave the tag out, and let the signer sign with rsa-sha256",
            publish: [txtLine(node.name, without)],
          },
        },
      );
    }
    if (key.type !== "rsa" || key.bits === undefined || key.bits >= SHOULD) return;
    const refused = key.bits < MUST;
    context.report(
      refused ? "refused" : "short",
      { bits: key.bits },
      {
        domain,
        severity: refused ? "error" : "warning",
        at: { record, field: "text", span: [key.start, key.end] },
        help: {
          text: `have whoever signs make a key of ${SHOULD} bits at a new selector, and take this one away when nothing signs with it`,
        },
      },
    );
  },
});
