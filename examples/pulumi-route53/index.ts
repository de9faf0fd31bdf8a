import * as aws from "@pulumi/aws";

const zone = new aws.route53.Zone("example.com", { name: "example.com" });
const set = (name: string, args: Omit<aws.route53.RecordArgs, "zoneId" | "ttl">) =>
  new aws.route53.Record(name, { zoneId: zone.zoneId, ttl: 3600, ...args });

set("mx", { name: "example.com", type: "MX", records: ["0 example-com.mail.protection.outlook.com."] });
// All TXT strings of one name are one record set here: whatever else verifies the domain belongs into this list.
set("txt", { name: "example.com", type: "TXT", records: ["v=spf1 include:spf.protection.outlook.com -all"] });
for (const selector of ["selector1", "selector2"]) {
  set(`dkim-${selector}`, {
    name: `${selector}._domainkey`,
    type: "CNAME",
    records: [`${selector}-example-com._domainkey.example.onmicrosoft.com.`],
  });
}
set("dmarc", { name: "_dmarc", type: "TXT", records: ["v=DMARC1; p=none; rua=mailto:dmarc@example.com"] });
set("autodiscover", { name: "autodiscover", type: "CNAME", records: ["autodiscover.outlook.com."] });
