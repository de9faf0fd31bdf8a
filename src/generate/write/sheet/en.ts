import type { FieldName } from "../../../panels/typed.ts";
import type { Purpose } from "../../planned.ts";
import type { DmarcPolicy } from "../../../syntax/dmarc.ts";
import { code, foreign, say, type Piece, type Text } from "./block.ts";

const field: Readonly<Record<FieldName | "ttl" | "proxy", string>> = {
  type: "type",
  owner: "name",
  value: "value",
  preference: "priority",
  weight: "weight",
  port: "port",
  ttl: "TTL",
  proxy: "proxy",
};

/** What a record is for; `name` is the one it holds for. */
const purpose: Readonly<Record<Purpose | "mx-address", (name: Piece, provider: Text) => Text>> = {
  mx: (name) => say`MX: where mail to ${name} is delivered`,
  "mx-address": (name) => say`Address of the mail server ${name}`,
  spf: (name) => say`SPF: who may send mail as ${name}`,
  dkim: (name, provider) => say`DKIM: the key ${name}, which signatures of ${provider} are checked with`,
  dmarc: (name) => say`DMARC: what receivers do with mail that only claims to come from ${name}`,
  "mta-sts": () => say`MTA-STS: mail is delivered over TLS only`,
  "tls-rpt": () => say`TLS-RPT: where reports on TLS go`,
  "return-path": (_, provider) => say`Return path: where bounces of ${provider} go`,
  verification: (_, provider) => say`Verification: shows ${provider} that the domain is yours`,
  other: (name, provider) => say`${name}, for ${provider}`,
};

const stages: Readonly<Record<DmarcPolicy, Text>> = {
  none: say`DMARC stands at ${code("p=none")}: it refuses nothing yet. Read the reports for at least a month; when all your own mail passes, go to ${code("p=quarantine")}, hold it as long, and only then to ${code("p=reject")}.`,
  quarantine: say`DMARC stands at ${code("p=quarantine")}: mail that fails lands in the spam folder. Go to ${code("p=reject")} only after at least a month in which the reports show no mail of your own that fails.`,
  reject: say`DMARC stands at ${code("p=reject")}: mail that fails is refused. If mail of your own bounces with 5.7.26, go back to ${code("p=none")} until it passes.`,
};

export const en = {
  field,
  purpose,
  stages,
  title: (domain: string) => say`DNS records for the mail of ${code(domain)}`,
  providers: (names: Text) => say`Services: ${names}`,
  noMail: say`This domain neither receives nor sends mail: the records say so.`,
  panel: (title: string, date: string) => say`Typed in at: ${title} (the screen as of ${date})`,
  path: (where: string) => say`The way there: ${where}`,
  noPanel: say`Typed in at: the DNS panel of whoever holds the name servers of the domain`,
  and: ", ",
  between: " ",
  somebody: "the service",
  blank: "(leave blank)",
  blankOrAt: say`${code("@")}, or nothing, as the panel's own help says`,
  leaveTtl: "(leave it as it is)",
  unknown: "(not known yet)",
  proxyOff: "DNS only",
  lineCount: (count: number) => `(${count} lines)`,
  pasteBelow: "(paste the lines below, all of them)",
  head: { field: "Field", enter: "Enter", now: "Now", changeTo: "Change to", find: "It reads" },
  gloss: (label: string, meaning: string) => `${label} (${meaning})`,
  fullName: "name in full",

  beforeTitle: "Before you start",
  mailboxes: (names: Text) =>
    say`Every mailbox exists at ${names}, and you can sign in to one. Mail to an address that does not exist there is refused (550 5.1.1).`,
  verified: (names: Text) => say`${names} shows the domain as verified, or asks for a record that stands below.`,
  screenshot: say`Take screenshots of all records as they are now. They are your way back.`,
  copyPaste: (domain: string) =>
    say`Copy every value from here and paste it: no blank before or behind it, no line break in it. A field that reads ${code("@")} takes just that; "(leave blank)" means that nothing is typed. Never add ${code(`.${domain}`)} to a name yourself.`,
  maybeDot: say`Host names stand here without a dot at the end. If the panel's own examples end with one, add it to the values of MX and CNAME.`,
  oldMx: (domain: string) =>
    say`Find the MX records of ${code(domain)} that are there now. They are deleted when the new ones are entered: MX records of two services beside each other lose mail.`,
  oldSpf: say`Look for a TXT record that begins with ${code("v=spf1")}. If there is one, it is changed and no second one is added: two make SPF invalid.`,
  lowerTtl: say`If it can wait: lower the TTL of the records that go or change to 300 today and do the rest tomorrow, so that the change is seen within minutes.`,
  reports: (address: string) =>
    say`DMARC reports will be sent to ${code(address)}: somebody has to receive mail there.`,

  recordsTitle: "The records",
  inOrder: say`Enter them in this order: MX stands late, because from then on mail moves.`,
  kinds: { add: "Add", change: "Change", remove: "Remove" },
  summary: (add: number, change: number, remove: number, keep: number) =>
    say`To add: ${add}; to change: ${change}; to remove: ${remove}. Leave the other records as they are (${keep}).`,
  nothing: say`Nothing is to be done: the records are as they should be.`,
  titled: (kind: string, title: Text) => say`${kind} ${title}`,
  ofType: (type: string, name: Piece) => say`${foreign(type)} at ${name}`,
  aside: (text: string) => say` (${foreign(text)})`,
  pasteLines: say`Paste these lines into the box, below what stands there:`,
  saveLines: say`Then save.`,
  changeLines: say`Find these lines:`,
  changedLines: say`Put these in their place:`,
  removeLines: say`Delete these lines:`,
  noLine: say`How this record is written as a line is not known: ask the panel's support with these values.`,
  newSet: say`Create one record with this value. If a TXT record of this name is there already, a second cannot be created: open that one and add this to its value, on lines of its own.`,
  newMxSet: say`Create one record with this value. If an MX record of this name is there already, open that one and put this in the place of its whole value: what stood there leads to the old service.`,
  wholeSet: say`Open the record and replace its value by these lines; those that were there before are among them where they stay.`,
  oneOfSet: say`In this panel it is one line of the value of the record: edit that value, and leave its other lines alone. Lines that go and come at one name and type are one edit.`,
  mxNow: (name: Piece) => say`Now delete the old MX records of ${name}, so that the new ones are the only ones.`,
  mxLines: say`Before you save, delete the old lines that begin with ${code("mx")}, so that the new ones are the only ones.`,
  spfMerge: (name: Piece, terms: string) =>
    say`If ${name} has a TXT that begins with ${code("v=spf1")} already, add no second one: put ${code(terms)} into it, in front of its last word (${code("~all")}, ${code("-all")} or ${code("?all")}).`,
  oldDmarc: (name: Piece) =>
    say`If ${name} has a TXT that begins with ${code("v=DMARC1")} already, change that one: two make DMARC invalid.`,
  nullMx: say`The value is a single dot: nobody takes mail for this name. If the panel refuses it, enter no MX at all.`,
  over: (length: number) => say`This value is ${length} characters long.`,
  cannotType: say`This value holds characters that cannot be typed or shown safely; they stand as escapes such as ${code("\\x0a")}.`,
  outside: (origin: string) =>
    say`This name does not lie in the zone ${code(origin)}: it is entered where its own zone is.`,
  unknownFields: say`What the panel calls the fields of this type is not known; look for those with this meaning.`,

  switchTitle: "At the switch",
  switchText: say`Until then, do not touch these. When everything above is in place and a test mailbox at the new service works, do both in one go:`,
  leavingTitle: say`First remove`,
  leavingLater: say`Remove later, when no mail arrives at the old service any more`,
  heldTitle: say`Then enter, at once`,
  reason: (text: string) => say`Why: ${foreign(text)}.`,

  pendingTitle: "Still to be published",
  pendingText: say`These records could not be written, for their values are known to you alone. Fetch the values and have this sheet made again.`,
  pendingRecord: (type: string, name: Piece, provider: Text, values: Text) =>
    say`${type} at ${name} (${provider}), which needs ${values}`,
  pendingValue: (label: string, where: string) => say`"${foreign(label)}", found at: ${foreign(where)}`,

  servedTitle: "A file for the web server",
  servedText: (url: string) =>
    say`This has to be answered at ${code(url)} over HTTPS with a valid certificate, before the MTA-STS record is entered:`,

  afterTitle: "Afterwards",
  lookUp: (domain: string) =>
    say`Look the records up: ${code(`dig MX ${domain}`)}, ${code(`dig TXT ${domain}`)} and ${code(`dig TXT _dmarc.${domain}`)}; on Windows ${code(`nslookup -type=mx ${domain}`)}, ${code(`nslookup -type=txt ${domain}`)} and ${code(`nslookup -type=txt _dmarc.${domain}`)}. The answers must show the values above.`,
  testIn: (domain: string) =>
    say`From an address elsewhere (a private Gmail, say) send a mail to an address at ${code(domain)}, and answer it from there.`,
  testHeaders: say`In the answer that arrived, open the headers ("Show original" in Gmail) and look for ${code("Authentication-Results")}: it should say ${code("spf=pass")}, ${code("dkim=pass")} and ${code("dmarc=pass")}.`,
  lint: say`Export the zone and run ${code("maildns lint")} on the file.`,
  bounceUser: say`A bounce with ${code("550 5.1.1")}: the mailbox does not exist at the service that the MX names. Create it, or put the old MX back.`,
  bounceAuth: say`A bounce with ${code("5.7.26")}: the receiver found neither SPF nor DKIM in order. Compare those two records with this sheet, character by character.`,
  parkedCheck: (domain: string) =>
    say`Look the records up: ${code(`dig MX ${domain}`)}, on Windows ${code(`nslookup -type=mx ${domain}`)}.`,

  cachesTitle: "How long the old records live on",
  cachesOld: (time: string, ttl: number) =>
    say`What is changed or removed stays in caches for up to ${time} (TTL ${ttl}). Until then some mail still goes the old way: keep the old mailboxes and look into them.`,
  cachesNegative: (time: string, ttl: number) =>
    say`A name that is new may be taken for missing for up to ${time} (${ttl} seconds, by the zone's SOA) by those who have asked for it before.`,
  cachesNew: say`A name that is new is seen within minutes; who has asked for it before may take it for missing for up to a few hours.`,
  cachesUnknown: (domain: string) =>
    say`The TTL of the old records decides, which is not known here. It is shown in the panel, or as the number in the answer of ${code(`dig MX ${domain}`)} (in seconds; ${code("nslookup -debug -type=mx")} on Windows). 3600 is an hour, 86400 a day.`,
  cachesKeep: say`Keep the old mailboxes until that time is over, and look into them: some mail still goes there.`,

  notesTitle: "Please note",
  sentence: (text: string) =>
    // A name stays in lower case.
    say`${foreign(text.replace(/^[a-z]+(?= )/, (word) => word.charAt(0).toUpperCase() + word.slice(1)))}.`,
  duration: (parts: { days: number; hours: number; minutes: number; seconds: number }) =>
    Object.entries(parts)
      .filter(([, count]) => count > 0)
      .map(([unit, count]) => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`)
      .join(" "),
};
