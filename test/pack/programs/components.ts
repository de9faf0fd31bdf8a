/** Records inside components, two deep, in a zone that stands outside of them. */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";

class Mail extends pulumi.ComponentResource {
  constructor(name: string, zoneId: pulumi.Input<string>, options?: pulumi.ComponentResourceOptions) {
    super("example:index:Mail", name, { zoneId }, options);
    const at = { zoneId, name: "@", ttl: 3600 };
    new cloudflare.DnsRecord(
      `${name}-mx`,
      { ...at, type: "MX", content: "smtp.google.com", priority: 1 },
      { parent: this },
    );
    new cloudflare.DnsRecord(
      `${name}-spf`,
      { ...at, type: "TXT", content: '"v=spf1 ipv4:192.0.2.1 -all"' },
      { parent: this },
    );
    this.registerOutputs();
  }
}

class Site extends pulumi.ComponentResource {
  constructor(name: string, domain: string) {
    super("example:index:Site", name, { domain });
    const zone = new cloudflare.Zone(`${name}-zone`, { account: { id: "0001" }, name: domain }, { parent: this });
    new Mail(`${name}-mail`, zone.id, { parent: this });
    this.registerOutputs({ zone: zone.id });
  }
}

new Site("site", "example.com");
