/** A generator of the same numbers in every run (mulberry32), from 0 to below `bound`. */
export type Random = (bound: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** An RSA key of 2048 bits as a DKIM record has it: right in its encoding, though of a random modulus. */
export function publicKey(random: Random): string {
  // The modulus begins with a set bit, and its last two, which share a character with the exponent, make it odd.
  let key = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${BASE64.charAt(32 + random(32))}`;
  while (key.length < 385) {
    const bits = random(2 ** 24);
    key += BASE64.charAt(bits & 63) + BASE64.charAt((bits >> 6) & 63) + BASE64.charAt((bits >> 12) & 63);
    key += BASE64.charAt((bits >> 18) & 63);
  }
  return `${key}wIDAQAB`;
}

/** A public IPv4 address. */
export function address(random: Random): string {
  return `${random(100) + 24}.${random(256)}.${random(256)}.${random(254) + 1}`;
}
