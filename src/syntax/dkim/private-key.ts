/**
 * The Base64 heads of private keys as they are exported: PKCS#1 and PKCS#8 of RSA, PKCS#8 and SEC 1 of elliptic curves, PKCS#8
 * of Ed25519, PKCS#8 under a password, OpenSSH, and Base64 around a whole PEM file. After the SEQUENCE a version number stands
 * where a public key has its algorithm or modulus. At the end RSA's in hexadecimal.
 */
const HEADS =
  "MII[A-Za-z0-9+/_-]{3}IBA[AD]|MIG[A-Za-z0-9+/_-]AgE(?:AM|BB)|M(?:C4CAQA|FECAQE)wBQYDK2Vw|MHcCAQEE|b3BlbnNzaC1rZXkt|" +
  "MII[A-Za-z0-9+/_-]{5}BgkqhkiG9w0BBQ|MIG[A-Za-z0-9+/_-]M[A-Za-z0-9+/_-]{2}GCSqGSIb3DQEF|" +
  "LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZB|BFTkNSWVBURUQgUFJJVkFUR)|" +
  "3082[0-9A-Fa-f]{4}02010[01](?:02|30)|302[Ee]020100300506032[Bb]6570";
const PEM = "-{2,5}(?:\\s|%20|\\+){0,3}BEGIN[A-Z0-9 +%]{0,40}PRIVATE(?:\\s|%20|\\+){0,3}KEY";
/**
 * Of either alphabet (RFC 4648 5), and as JSON, zone files and forms on web pages spell what they must not hold as it is. Hyphens
 * may follow one another; those before the END of PEM are none of the key.
 */
const BASE64 =
  "(?:[A-Za-z0-9+/_]|-(?!-{0,4}\\s{0,3}END[A-Z0-9 ]{0,40}KEY)|%[0-9A-Fa-f]{2}|\\\\(?:/|u00[0-9A-Fa-f]{2}|[0-9]{3}))";
/** What goes on behind a blank, a line break as it is or escaped, or between two character strings. */
const GAP = '(?:[\\s"]|\\\\[nrt"]){1,16}';
/** RFC 1421 4.6.1.1 */
const ENCRYPTED = `(?:(?:${GAP})?(?:Proc-Type: ?4,ENCRYPTED|DEK-Info: ?[A-Z0-9-]{1,24},[0-9A-Fa-f]{1,64})){0,2}`;

let anywhere: RegExp | undefined;
let whole: RegExp | undefined;

/** Whether a text holds a private key, in PEM or in the Base64 of its DER form. */
export function holdsPrivateKey(text: string): boolean {
  if (text.length < 16) return false;
  anywhere ??= new RegExp(`${HEADS}|${PEM}`);
  return anywhere.test(text);
}

/** The text with every private key in it struck out, character for character so that columns stay. */
export function withoutPrivateKeys(text: string): string {
  if (!holdsPrivateKey(text)) return text;
  whole ??= new RegExp(
    `(?:${PEM}[ -]{0,8}${ENCRYPTED}(?:${GAP})?${BASE64}*|(?:${HEADS})${BASE64}*)={0,2}` +
      `(?:${GAP}${BASE64}{8,}={0,2}|${GAP}${BASE64}{2,7}={1,2}|-{2,5}\\s{0,3}END[A-Z0-9 ]{0,40}KEY-{0,5})*`,
    "g",
  );
  return text.replace(whole, (key) => "*".repeat(key.length));
}
