/** Templates in the shapes that published ones have, of providers that are none. */

const acme = { providerId: "acme.example", providerName: "Acme", version: 1 };

/** A mailbox: a group, upper case, a priority as text, SPFM with a TTL and a rule that is all variable. */
export const mailbox = {
  ...acme,
  serviceId: "mail-setup",
  serviceName: "Mail Setup",
  variableDescription: "Unique SPF rule",
  records: [
    { groupId: "setup", type: "MX", host: "@", priority: 1, pointsTo: "MX1.MAIL.ACME.EXAMPLE", ttl: 3600 },
    { groupId: "setup", type: "MX", host: "@", priority: "5", pointsTo: "mx2.mail.acme.example.", ttl: "3600" },
    { groupId: "setup", type: "MX", host: "", priority: 5, pointsTo: "mx2.mail.acme.example", ttl: 3600 },
    { groupId: "setup", type: "SPFM", host: "@", spfRules: "%spf-rule%", ttl: 3600 },
  ],
};

/** A sender on somebody else's infrastructure: DKIM tokens, a bounce name of its own, a DMARC record. */
export const sender = {
  ...acme,
  serviceId: "Sending_2",
  serviceName: "Acme Sending",
  syncPubKeyDomain: "keys.acme.example",
  multiInstance: true,
  records: [
    { type: "CNAME", host: "%token1%._domainkey", pointsTo: "%token1%.dkim.acme.example", ttl: 3600 },
    { type: "CNAME", host: "%token_2%._domainkey.%domain%.", pointsTo: "%token_2%.dkim.acme.example", ttl: 3600 },
    { type: "MX", host: "bounce", pointsTo: "feedback.acme.example", priority: 10, ttl: 3600 },
    { type: "SPFM", host: "bounce", spfRules: "include:_spf.acme.example" },
    { type: "TXT", host: "@", data: "acme-verification=%proof%", ttl: 3600, essential: "OnApply" },
    {
      ...{ type: "TXT", host: "_dmarc", data: "v=DMARC1; p=none", ttl: 3600, essential: "OnApply" },
      ...{ txtConflictMatchingMode: "Prefix", txtConflictMatchingPrefix: "v=DMARC1" },
    },
  ],
};

/** A hosting panel: SPF as TXT, a host of the customer's own, a web site beside the mail. */
export const hosting = {
  ...acme,
  serviceId: "hosting",
  serviceName: "Hosting",
  records: [
    { type: "A", host: "@", pointsTo: "%ip%", ttl: 600 },
    { type: "CNAME", host: "www", pointsTo: "@", ttl: 600 },
    { type: "A", host: "mail", pointsTo: "%ip%", ttl: 600 },
    { type: "MX", host: "@", pointsTo: "mail.%fqdn%", priority: 0, ttl: 600 },
    { type: "TXT", host: "@", data: '"v=spf1 +a +mx ip4:%ip% ~all"', ttl: 600 },
    {
      type: "SRV",
      name: "@",
      service: "_imaps",
      protocol: "_tcp",
      target: "mail.%domain%",
      priority: 0,
      weight: 1,
      port: "993",
      ttl: 600,
    },
    { type: "REDIR301", host: "old", target: "https://acme.example/" },
    { type: "APEXCNAME", pointsTo: "site.acme.example", ttl: 600 },
  ],
};
