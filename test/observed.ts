/**
 * Mail of domains as somebody saw it in the DNS, one JSON object a line (`{"domain", "mx": [hosts in preference order],
 * "spf"}`), as records JSON: a zone for each domain, declared in part, without preferences.
 */
export function observedToRecords(lines: string): string {
  const zones = lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Observed);
  // a domain that several places share is listed once for each
  const once = new Map(zones.map((each) => [each.domain, each]));
  return JSON.stringify({ version: 1, zones: [...once.values()].map(zoneOf) });
}

interface Observed {
  readonly domain: string;
  readonly mx?: readonly string[] | null;
  readonly spf?: string | null;
}

function zoneOf({ domain, mx, spf }: Observed): object {
  const records: object[] = (mx ?? []).map((exchange) => ({ name: "@", type: "MX", exchange }));
  if (spf !== undefined && spf !== null && spf !== "") records.push({ name: "@", type: "TXT", text: spf });
  return { origin: domain, scope: "part", records };
}
