/** What a rule's family is called, by what its id starts with. */
const FAMILIES: readonly (readonly [start: string, title: string])[] = [
  ["mx-", "MX"],
  ["spf-", "SPF"],
  ["dkim-", "DKIM"],
  ["dmarc-", "DMARC"],
  ["mta-sts-", "MTA-STS"],
  ["tls-rpt-", "TLS reports"],
  ["tlsa-", "DANE"],
  ["bimi-", "BIMI"],
  ["change-", "Changes"],
];

export function familyOf(id: string): string {
  return FAMILIES.find(([start]) => id.startsWith(start))?.[1] ?? "Zones and domains";
}

/** Families in the order of their listing. */
export const familyTitles: readonly string[] = [...FAMILIES.map(([, title]) => title), "Zones and domains"];
