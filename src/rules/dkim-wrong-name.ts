import { selectorOf } from "../domain/dkim.ts";
import { isAtOrBelow, labelsOf, parentOf, relativeTo, type Name } from "../model/name.ts";
import { textOf } from "../model/record.ts";
import { holdsPrivateKey } from "../syntax/dkim.ts";
import { editDistance } from "../syntax/edit-distance.ts";
import { defineRule, rfc } from "./define.ts";
import { keyPlace } from "./shared/dkim-records.ts";
import { txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dkim-wrong-name",
  kind: "record",
  types: ["TXT"],
  text: "dkim",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a DKIM key stands at a name where nobody looks for it",
  consequence: "receivers ask for <selector>._domainkey.<domain> only: the key has no effect",
  references: [rfc(6376, "3.6.2.1")],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    elsewhere: ({ name }: { name: string }) =>
      `a DKIM key stands at ${name}; receivers look for keys at <selector>._domainkey.<domain> only, so it has no effect`,
    meant: ({ name, wanted }: { name: string; wanted: string }) =>
      `a DKIM key stands at ${name}; receivers look for it at ${wanted} only, so it has no effect`,
    doubled: ({ name, wanted }: { name: string; wanted: string }) =>
      `a DKIM key stands at ${name}, where _domainkey is there twice; receivers look for it at ${wanted} only, so it has no effect`,
    harmless: ({ name, wanted }: { name: string; wanted: string }) =>
      `a DKIM key stands at ${name}, where nobody looks for it; the same key stands at ${wanted}, where it belongs`,
  },
  docs: {
    why: "A signature names a domain and a selector, and the receiver puts the name together from them: the selector, _domainkey, the domain. A key anywhere else is never read.",
    fix: "Move the record to <selector>._domainkey.<domain>.",
    bad: ["s1.domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
    good: ["s1._domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
  },
  check({ record, node, text, dkim }, context) {
    const { name } = node;
    if (text === undefined || dkim === undefined || holdsPrivateKey(text)) return;
    const origin = node.zone.zone.origin;
    const left = relativeTo(name, origin);
    // the zone behind the whole name: name-doubled tells
    if (left !== undefined && left !== "@" && labelsOf(origin).length > 1 && isAtOrBelow(left, origin)) return;
    const place = selectorOf(name);
    const at = { record, field: "name" } as const;
    if (place !== undefined) {
      const twice = name.lastIndexOf("._domainkey.");
      if (twice === place.selector.length) return;
      const domain = name.slice(twice + "._domainkey.".length);
      const wanted = `${place.selector}._domainkey.${domain}`;
      const help = { text: `move the record to ${wanted}`, publish: [txtLine(wanted, text)] };
      context.report("doubled", { name, wanted }, { domain, at, help });
      return;
    }
    // policies of DomainKeys (RFC 4870) and of others stand at _domainkey and at underscore labels below it
    if (name.includes("._domainkey.") || keyPlace(name, context.world) !== undefined) return;
    const policy = name.startsWith("_domainkey.");
    if (policy && dkim.dkim.publicKey === undefined) return;
    const revoked = dkim.dkim.publicKey?.state === "revoked" && name === origin;
    const wanted = policy ? undefined : revoked ? `*._domainkey.${name}` : meant(name, origin);
    const domain = policy ? name.slice("_domainkey.".length) : (selectorOf(wanted ?? "")?.domain ?? bearer(name));
    const same = wanted === undefined ? [] : context.world.declared(wanted);
    if (wanted === undefined) {
      const help = {
        text: "move the record to the name of its selector",
        publish: [txtLine(`<selector>._domainkey.${domain}`, text)],
      };
      context.report("elsewhere", { name }, { domain, at, help });
    } else if (same.some((other) => other.type === "TXT" && textOf(other) === text)) {
      context.report("harmless", { name, wanted }, { domain, at, help: { text: "remove this record" } });
    } else {
      // a broken key is broken there too
      const whole = dkim.dkim.usable;
      const publish = same.length > 0 || !whole ? {} : { publish: [txtLine(wanted, text)] };
      const help = { text: `move the record to ${wanted}`, ...publish };
      context.report("meant", { name, wanted }, { domain, at, help });
    }
  },
});

/** The domain of a name: `_dmarc` and the like are nobody's. */
function bearer(name: Name): Name {
  return name.startsWith("_") ? (parentOf(name) ?? name) : name;
}

/** The right name, where the wrong one shows it: `s1.domainkey`, `s1-_domainkey`, `s1._dkim`, or the selector before the zone's name. */
function meant(name: Name, origin: Name): Name | undefined {
  const [selector, second] = labelsOf(name);
  const parent = parentOf(name);
  if (name === origin || selector === undefined || second === undefined || parent === undefined) return undefined;
  if (selector.startsWith("_") || selector === "*") return undefined;
  const glued = GLUED.exec(selector)?.[1];
  if (glued !== undefined && isAtOrBelow(parent, origin)) return `${glued}._domainkey.${parent}`;
  const rest = isNearDomainKey(second) ? parentOf(parent) : parent;
  return rest === undefined || !isAtOrBelow(rest, origin) ? undefined : `${selector}._domainkey.${rest}`;
}

/** Another character stands where the dot belongs. */
const GLUED = /^([a-z0-9-]{0,62}[a-z0-9])[-_]{1,2}domainkey$/;

function isNearDomainKey(label: string): boolean {
  if (label === "_dkim" || label === "_dkim1") return true;
  const word = label.replace(/[_-]/g, "");
  return word.length <= 12 && editDistance(word, "domainkey", 2) <= 2;
}
