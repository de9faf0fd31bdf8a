/**
 * The Base64 heads of private keys as they are exported: PKCS#1 and PKCS#8 of RSA, PKCS#8 and SEC 1 of elliptic curves, PKCS#8
 * of Ed25519, OpenSSH. After the SEQUENCE a version number stands where a public key has its algorithm or modulus.
 */
const HEADS =
  "MII[A-Za-z0-9+/]{3}IBA[AD]|MIG[A-Za-z0-9+/]AgE(?:AM|BB)|M(?:C4CAQA|FECAQE)wBQYDK2Vw|MHcCAQEE|b3BlbnNzaC1rZXkt";
const HEAD = `(?<![A-Za-z0-9+/])(?:${HEADS})`;
const PEM = "-{2,5}\\s{0,3}BEGIN[A-Z0-9 ]{0,40}PRIVATE\\s{0,3}KEY";
const BASE64 = "[A-Za-z0-9+/]";
/** What goes on behind a blank, a line break as it is or escaped, or between two character strings. */
const GAP = '(?:[\\s"]|\\\\[nrt"]){1,16}';

let anywhere: RegExp | undefined;
let whole: RegExp | undefined;

/** Whether a text holds a private key, in PEM or in the Base64 of its DER form. */
export function holdsPrivateKey(text: string): boolean {
  if (text.length < 16) return false;
  anywhere ??= new RegExp(`${HEAD}|${PEM}`);
  return anywhere.test(text);
}

/** The text with every private key in it struck out, character for character so that columns stay. */
export function withoutPrivateKeys(text: string): string {
  if (!holdsPrivateKey(text)) return text;
  whole ??= new RegExp(
    `(?:${PEM}[ -]{0,8}(?:${GAP})?${BASE64}*|${HEAD}${BASE64}*)={0,2}` +
      `(?:${GAP}${BASE64}{8,}={0,2}|${GAP}${BASE64}{2,7}={1,2}|-{2,5}\\s{0,3}END[A-Z0-9 ]{0,40}KEY-{0,5})*`,
    "g",
  );
  return text.replace(whole, (key) => "*".repeat(key.length));
}
