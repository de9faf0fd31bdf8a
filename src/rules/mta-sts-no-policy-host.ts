import { addressesOf } from "../domain/addresses.ts";
import type { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mta-sts-no-policy-host",
  kind: "world",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an MTA-STS record stands alone: the host of its policy has no address",
  consequence: "senders cannot fetch the policy, and go on without it",
  references: [rfc(8461, "3.3")],
  smtp: [],
  messages: {
    none: ({ domain, host }: { domain: string; host: string }) =>
      `${domain} has an MTA-STS record, and ${host}, where senders fetch the policy, has no address; they go on as if there were no MTA-STS`,
    loop: ({ domain, host }: { domain: string; host: string }) =>
      `${domain} has an MTA-STS record, and ${host}, where senders fetch the policy, is a CNAME that leads in a circle; they go on as if there were no MTA-STS`,
  },
  docs: {
    why: "The record only says that there is a policy. The policy is a file that senders fetch from https://mta-sts.<domain>/.well-known/mta-sts.txt; without that host there is none.",
    fix: "Publish the address (or the CNAME) of the web server that serves the policy, or remove the record.",
    bad: ["_mta-sts TXT v=STSv1; id=20261101"],
    good: [
      "_mta-sts TXT v=STSv1; id=20261101",
      "mta-sts A 5.6.7.8",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check(world, context) {
    for (const { name } of world.transportNodes) {
      if (!name.startsWith("_mta-sts.")) continue;
      const owner = name.slice("_mta-sts.".length);
      const { only } = context.domain(owner).mtaSts;
      if (only === undefined || !only.tree.usable || only.record.source.context === true) continue;
      const host = `mta-sts.${owner}`;
      const found = addressesOf(world, host);
      if (found.a !== "none" || found.aaaa !== "none") {
        if (found.a === "unknown" && found.aaaa !== "some" && isUndeclared(world, host)) {
          context.abstain(`whether ${host} has an address: ${found.reason ?? "it is not known"}`, owner);
        }
        continue;
      }
      const end = found.via.at(-1);
      const target = end?.type === "CNAME" && isKnown(end.data.target) ? end.data.target : host;
      const related = found.via.map((record) => ({ record, note: "leads on" }));
      context.report(
        found.loop ? "loop" : "none",
        { domain: owner, host: target === host || found.loop ? host : `${host} (a CNAME to ${quoted(target)})` },
        {
          domain: owner,
          at: { record: only.record, field: "name" },
          related,
          help: {
            text: "publish the address of the web server that serves the policy, or remove the record",
            publish: [`${target}. A <IPv4 address of the web server>`],
          },
        },
      );
    }
  },
});

/** The zone is declared in part, so that the host may stand elsewhere: nothing that a CNAME or a delegation says. */
function isUndeclared(world: World, host: Name): boolean {
  return world.lookup(host, "A").state === "undeclared";
}
