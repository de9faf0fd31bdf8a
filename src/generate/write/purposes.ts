import type { Purpose } from "../planned.ts";

/** What records are for, in the order to show them. */
export const purposeTitles: Readonly<Record<Purpose, string>> = {
  mx: "where mail is delivered (MX)",
  spf: "who may send (SPF)",
  dkim: "the keys that mail is signed with (DKIM)",
  dmarc: "what becomes of mail that passes neither, and who is told (DMARC)",
  "mta-sts": "that mail is delivered over TLS (MTA-STS)",
  "tls-rpt": "where failures of TLS are reported (TLS-RPT)",
  "return-path": "where bounces go",
  verification: "proof that the domain is yours",
  other: "what the providers need besides",
};
