/** One of each thing that changes what the engine sends to a pack. Recorded from Pulumi 3.255 in recorded/shapes.json. */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const record = { zoneId: zone.id, ttl: 300 };

new cloudflare.DnsRecord("mx", { ...record, name: "@", type: "MX", content: "mail.example.com", priority: 10 });
const policy = pulumi.secret("v=spf1 -all");
new cloudflare.DnsRecord("secret", { ...record, name: "example.com", type: "TXT", content: policy });
new cloudflare.DnsRecord("unknown", { ...record, name: "www", type: "TXT", content: zone.id.apply((id) => `z=${id}`) });

const other = new cloudflare.Provider("other", { apiToken: zone.id });
const address = { ttl: 300, type: "A", content: "192.0.2.1" };
new cloudflare.DnsRecord("elsewhere", { ...address, zoneId: "0002", name: "x" }, { provider: other });

const read = cloudflare.Zone.get("read", "0003");
new cloudflare.DnsRecord(
  "in-read",
  { ...address, zoneId: read.id, name: "y", tags: ["a", zone.id], data: { value: "x", tag: zone.id } },
  { protect: true, ignoreChanges: ["tags"] },
);

class Pair extends pulumi.ComponentResource {
  constructor(name: string, args: { zoneId: pulumi.Input<string>; token: pulumi.Input<string> }) {
    super("example:index:Pair", name, args);
    const first = new cloudflare.DnsRecord(
      `${name}-first`,
      { ...address, zoneId: args.zoneId, name: "z" },
      { parent: this, dependsOn: read },
    );
    this.registerOutputs({ first: first.id });
  }
}
new Pair("pair", { zoneId: zone.id, token: pulumi.secret("t") });

export const zoneId = zone.id;
