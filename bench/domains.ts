import { address, publicKey, type Random } from "./random.ts";

/** A record of a made-up mail domain. `name` is relative to it; `data` are the fields as a zone file orders them. */
export interface Row {
  readonly name: string;
  readonly type: "MX" | "TXT" | "A" | "CNAME";
  readonly preference?: number;
  /** Host names are absolute, without the final dot. */
  readonly value: string;
}

export const ROWS_EACH = 6;

const mx = (preference: number, value: string): Row => ({ name: "@", type: "MX", preference, value });
const txt = (name: string, value: string): Row => ({ name, type: "TXT", value });
const host = (name: string, random: Random): Row => ({ name, type: "A", value: address(random) });
const cname = (name: string, value: string): Row => ({ name, type: "CNAME", value });
const key = (selector: string, random: Random): Row =>
  txt(`${selector}._domainkey`, `v=DKIM1; k=rsa; p=${publicKey(random)}`);
const dmarc = (domain: string, random: Random): Row => {
  const policy = ["none", "quarantine", "reject"][random(3)] ?? "none";
  const strict = random(4) === 0 ? "; adkim=s; aspf=s" : "";
  const sub = random(3) === 0 ? `; sp=${policy}` : "";
  return txt("_dmarc", `v=DMARC1; p=${policy}${sub}; rua=mailto:dmarc-${random(100_000)}@${domain}${strict}`);
};
const some = (random: Random): string =>
  Array.from({ length: random(3) }, () => ` ip4:${address(random)}${random(2) === 0 ? "" : "/28"}`).join("");

type Kind = (domain: string, random: Random) => Row[];

/** How domains are hosted: six records each, nearly every SPF, DMARC and DKIM text a text of its own. */
const kinds: readonly Kind[] = [
  (domain, random) => [
    mx(1, "smtp.google.com"),
    txt("@", `v=spf1${some(random)} include:_spf.google.com ~all`),
    dmarc(domain, random),
    key("google", random),
    host("@", random),
    cname("www", domain),
  ],
  (domain, random) => {
    const tenant = domain.replaceAll(".", "-");
    return [
      mx(0, `${tenant}.mail.protection.outlook.com`),
      txt("@", `v=spf1${some(random)} include:spf.protection.outlook.com -all`),
      dmarc(domain, random),
      cname("selector1._domainkey", `selector1-${tenant}._domainkey.${tenant}.onmicrosoft.com`),
      cname("selector2._domainkey", `selector2-${tenant}._domainkey.${tenant}.onmicrosoft.com`),
      cname("autodiscover", "autodiscover.outlook.com"),
    ];
  },
  (domain, random) => [
    mx(10, "in1-smtp.messagingengine.com"),
    mx(20, "in2-smtp.messagingengine.com"),
    txt("@", `v=spf1${some(random)} include:spf.messagingengine.com ~all`),
    dmarc(domain, random),
    cname("fm1._domainkey", `fm1.${domain}.dkim.fmhosted.com`),
    cname("fm2._domainkey", `fm2.${domain}.dkim.fmhosted.com`),
  ],
  (domain, random) => [
    mx(10, "eu-smtp-inbound-1.mimecast.com"),
    mx(10, "eu-smtp-inbound-2.mimecast.com"),
    txt("@", `v=spf1 include:eu._netblocks.mimecast.com include:spf.protection.outlook.com${some(random)} -all`),
    dmarc(domain, random),
    key(`mimecast${random(100_000)}`, random),
    txt("@", `MS=ms${random(100_000_000)}`),
  ],
  (domain, random) => {
    const server = `sv${random(16_000)}.xserver.jp`;
    return [
      mx(0, domain),
      host("@", random),
      txt("@", `v=spf1 +a:${server} +a:${domain} +mx include:spf.sender.xserver.jp ~all`),
      dmarc(domain, random),
      key("default", random),
      host("www", random),
    ];
  },
  // Servers of their own
  (domain, random) => [
    mx(10, `mail.${domain}`),
    host("mail", random),
    txt("@", `v=spf1 mx a:out${random(9)}.${domain}${some(random)} -all`),
    dmarc(domain, random),
    key(`s${random(1_000)}`, random),
    host("out0", random),
  ],
  // A hoster that no catalogue knows
  (domain, random) => {
    const hoster = `bench-hoster-${random(3_000)}.net`;
    return [
      mx(10, `mx1.${hoster}`),
      mx(20, `mx2.${hoster}`),
      txt("@", `v=spf1 a mx include:_spf.${hoster}${some(random)} ~all`),
      dmarc(domain, random),
      host("@", random),
      cname("www", domain),
    ];
  },
];

/** What people break, in place of a record that was right. */
const defects: readonly Kind[] = [
  () => [mx(10, "in1-smtp.messagingengine.com")],
  () => [mx(5, "mx-biz.mail.am0.yahoodns.net"), mx(10, "smtp.google.com")],
  (_, random) => [mx(10, address(random))],
  (domain) => [mx(10, `www.${domain}.${domain}`)],
  (_, random) => [txt("@", `v=spf1 ip4:${address(random)}/33 -all`)],
  (_, random) => [txt("@", `v=spf1 ip4:${address(random)} ?all include:_spf.google.com`)],
  (domain) => [txt("_dmarc", `v=DMARC1; p=nnoe; rua=mailto:a@${domain}`)],
  () => [txt("_dmarc", "v=DMARC1; p=reject; pct=50")],
  (domain) => [txt("@", `v=DMARC1; p=none; rua=mailto:a@${domain}`)],
];

/** Every tenth domain is broken in one of nine ways. */
export const ONE_BROKEN_IN = 10;

const SUFFIXES = ["com", "org", "net", "co.jp", "jp", "de", "co.uk", "ch", "com.au", "fr"];

/** A registered name for the number, alike in no common prefix. */
export function domainName(index: number, random: Random): string {
  return `${random(46_656).toString(36)}-${index}.${SUFFIXES[random(SUFFIXES.length)] ?? "com"}`;
}

export function recordsOf(index: number, domain: string, random: Random): Row[] {
  const rows = (kinds[random(kinds.length)] as Kind)(domain, random);
  if (index % ONE_BROKEN_IN !== 0) return rows;
  const broken = (defects[(index / ONE_BROKEN_IN) % defects.length] as Kind)(domain, random);
  for (const [at, row] of broken.entries()) rows[at === 0 ? placeFor(row, rows) : rows.length - 1] = row;
  return rows;
}

function placeFor(defect: Row, rows: readonly Row[]): number {
  const at = rows.findLastIndex(({ name, type }) => name === defect.name && type === defect.type);
  return at < 0 ? rows.length - 1 : at;
}
