/** Reads a dotted quad without leading zeros (RFC 7208 12, `ip4-network`); -1 where it is none. */
export function parseIp4(text: string, start = 0, end = text.length): number {
  if (end - start < 7 || end - start > 15) return -1;
  let address = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2e) {
      if (digits === 0 || ++dots > 3) return -1;
      address = address * 256 + octet;
      octet = digits = 0;
    } else if (code >= 0x30 && code <= 0x39) {
      if (digits > 0 && octet === 0) return -1;
      octet = octet * 10 + code - 0x30;
      digits++;
      if (octet > 255) return -1;
    } else {
      return -1;
    }
  }
  return dots === 3 && digits > 0 ? address * 256 + octet : -1;
}

/** Reads an IPv6 address in any form of RFC 4291 2.2; `undefined` where it is none. */
export function parseIp6(text: string, start = 0, end = text.length): bigint | undefined {
  if (end - start < 2 || end - start > 45) return undefined;
  const groups: number[] = [];
  let gap = -1;
  let i = start;
  if (text.charCodeAt(i) === 0x3a) {
    if (text.charCodeAt(i + 1) !== 0x3a) return undefined;
    gap = 0;
    i += 2;
  }
  while (i < end) {
    const groupStart = i;
    let group = 0;
    for (; i < end; i++) {
      const digit = hexValue(text.charCodeAt(i));
      if (digit < 0) break;
      group = group * 16 + digit;
    }
    const digits = i - groupStart;
    if (digits === 0) return undefined;
    if (i < end && text.charCodeAt(i) === 0x2e) {
      const tail = parseIp4(text, groupStart, end);
      if (tail < 0) return undefined;
      groups.push(Math.floor(tail / 65536), tail % 65536);
      break;
    }
    if (digits > 4) return undefined;
    groups.push(group);
    if (i === end) break;
    if (text.charCodeAt(i) !== 0x3a || ++i === end) return undefined;
    if (text.charCodeAt(i) === 0x3a) {
      if (gap >= 0) return undefined;
      gap = groups.length;
      i++;
    }
  }
  // "::" stands for one group of zeros or more
  if (gap < 0 ? groups.length !== 8 : groups.length > 7) return undefined;
  let address = 0n;
  for (let g = 0, source = 0; g < 8; g += 2) {
    let pair = 0;
    for (let half = g; half < g + 2; half++) {
      const inGap = gap >= 0 && half >= gap && half < gap + 8 - groups.length;
      pair = pair * 65536 + (inGap ? 0 : (groups[source++] ?? 0));
    }
    address = (address << 32n) | BigInt(pair);
  }
  return address;
}

/** Which kind of address a text is; 0 for none. */
export function ipVersion(text: string): 0 | 4 | 6 {
  if (parseIp4(text) >= 0) return 4;
  return text.includes(":") && parseIp6(text) !== undefined ? 6 : 0;
}

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return -1;
}
