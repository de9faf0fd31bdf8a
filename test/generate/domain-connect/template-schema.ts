/** Domain Connect templates as draft-ietf-dconn-domainconnect 6 has them, and as its public repository wants new ones. */

const id = { type: "string", pattern: "^[A-Za-z0-9._-]{1,63}$" };
const name = { type: "string", minLength: 1, maxLength: 255 };
const text = { type: "string", maxLength: 2048 };
const ttl = { type: "integer", minimum: 1 };
/** A number, or one whole variable. */
const number = {
  oneOf: [
    { type: "integer", minimum: 0, maximum: 65535 },
    { type: "string", pattern: "^%[A-Za-z0-9_-]+%$" },
  ],
};
/** No %host%, which the host of the call is put behind anyway. */
const host = { type: "string", minLength: 1, pattern: "^(?:@|(?:(?!%host%)[^@ ])+)$" };
const value = { type: "string", minLength: 1, pattern: "^[^ @]+$" };

function record(
  type: string,
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): unknown {
  return {
    type: "object",
    additionalProperties: false,
    required: ["type", ...Object.keys(properties).filter((key) => !optional.includes(key))],
    properties: { type: { const: type }, groupId: id, essential: { enum: ["Always", "OnApply"] }, ...properties },
  };
}

const records = [
  record("MX", { host, pointsTo: value, priority: number, ttl }),
  record("SPFM", { host, spfRules: { type: "string", not: { pattern: "v=spf1|redirect=|(?:^| )[-+~?]?all(?: |$)" } } }),
  record(
    "TXT",
    {
      host,
      data: { type: "string", minLength: 1, not: { pattern: '^"?v=spf1' } },
      ttl,
      txtConflictMatchingMode: { enum: ["None", "All", "Prefix"] },
      txtConflictMatchingPrefix: { type: "string", pattern: "^[\\x21-\\x7e]+$" },
    },
    ["txtConflictMatchingMode", "txtConflictMatchingPrefix"],
  ),
  ...["CNAME", "A", "AAAA", "NS"].map((type) => record(type, { host, pointsTo: value, ttl })),
  record("SRV", {
    name: host,
    service: { type: "string", pattern: "^_[A-Za-z0-9-]+$" },
    protocol: { enum: ["_tcp", "_udp", "_sctp", "_dccp"] },
    target: value,
    priority: number,
    weight: number,
    port: number,
    ttl,
  }),
];

export const templateSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  additionalProperties: false,
  required: ["providerId", "providerName", "serviceId", "serviceName", "records"],
  properties: {
    providerId: id,
    providerName: name,
    serviceId: id,
    serviceName: name,
    version: { type: "integer", minimum: 1 },
    description: text,
    variableDescription: text,
    syncPubKeyDomain: { type: "string" },
    hostRequired: { type: "boolean" },
    records: { type: "array", minItems: 1, items: { oneOf: records } },
  },
};
