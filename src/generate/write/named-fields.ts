import { utf8Text } from "./bytes.ts";
import { plainField } from "./fields.ts";

/** `digits`: hexadecimal or base64 to the end, which blanks may divide. `params`: all the rest as it stands. */
type Form = "number" | "text" | "name" | "digits" | "params";

/** The fields of types that the model keeps as text, in presentation order, by the names that APIs give them. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  CAA: { flags: "number", tag: "text", value: "text" },
  CERT: { type: "number", keyTag: "number", algorithm: "number", certificate: "digits" },
  DNSKEY: { flags: "number", protocol: "number", algorithm: "number", publicKey: "digits" },
  DS: { keyTag: "number", algorithm: "number", digestType: "number", digest: "digits" },
  HTTPS: { priority: "number", target: "name", value: "params" },
  NAPTR: {
    order: "number",
    preference: "number",
    flags: "text",
    service: "text",
    regex: "text",
    replacement: "name",
  },
  OPENPGPKEY: { publicKey: "digits" },
  SMIMEA: { usage: "number", selector: "number", matchingType: "number", certificate: "digits" },
  SSHFP: { algorithm: "number", type: "number", fingerprint: "digits" },
  SVCB: { priority: "number", target: "name", value: "params" },
  TLSA: { usage: "number", selector: "number", matchingType: "number", certificate: "digits" },
};

export type NamedFields = Readonly<Record<string, string | number>>;

/**
 * The fields of a value by name, in presentation order; names keep their final dot. `undefined`: the type is not in the table, or
 * the value does not fit it. A name without its final dot does not: the value alone does not say whether it is absolute.
 */
export function namedFields(type: string, fields: readonly string[]): NamedFields | undefined {
  const forms = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (forms === undefined) return undefined;
  const rest = [...fields];
  const named: Record<string, string | number> = {};
  for (const [name, form] of Object.entries(forms)) {
    const value = taken(form, rest);
    if (value === undefined) return undefined;
    named[name] = value;
  }
  return rest.length === 0 ? named : undefined;
}

/** Takes what belongs to a field off the front. */
function taken(form: Form, rest: string[]): string | number | undefined {
  if (form === "params") return rest.splice(0).join(" ");
  if (form === "digits") {
    const digits = rest.splice(0).join("");
    return /^[A-Za-z0-9+/=]+$/.test(digits) ? digits : undefined;
  }
  const field = rest.shift();
  if (field === undefined) return undefined;
  switch (form) {
    case "number":
      return /^[0-9]{1,10}$/.test(field) ? Number(field) : undefined;
    case "name":
      return /^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)?\.$/.test(field) ? field : undefined;
    case "text":
      return utf8Text(plainField(field));
  }
}
