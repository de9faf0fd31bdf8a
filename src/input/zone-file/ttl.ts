/** RFC 2181 8: a TTL is 31 bits; what is above counts as 0. */
export const MAX_TTL = 0x7fffffff;
const MAX_UINT32 = 0xffffffff;

/** Seconds of a TTL as BIND writes it, `3600` or `1h30m` in any case; -1 where the characters are none. */
export function parseTtl(text: string, start: number, end: number): number {
  // 63 characters are BIND's limit; it also keeps the sum exact
  if (end - start > 63 || end === start) return -1;
  let total = 0;
  let number = 0;
  let digits = 0;
  for (let position = start; position < end; position++) {
    const code = text.charCodeAt(position);
    if (code >= 0x30 && code <= 0x39) {
      number = number * 10 + code - 0x30;
      if (number > MAX_UINT32) return -1;
      digits++;
      continue;
    }
    const seconds = unitOf(code | 0x20);
    if (seconds === 0 || digits === 0) return -1;
    total += number * seconds;
    number = digits = 0;
  }
  if (digits > 0) {
    // "1h30": a number without unit stands alone
    if (total !== 0) return -1;
    total = number;
  }
  return total > MAX_UINT32 ? -1 : total;
}

function unitOf(lower: number): number {
  switch (lower) {
    case 0x77:
      return 604800;
    case 0x64:
      return 86400;
    case 0x68:
      return 3600;
    case 0x6d:
      return 60;
    case 0x73:
      return 1;
    default:
      return 0;
  }
}
