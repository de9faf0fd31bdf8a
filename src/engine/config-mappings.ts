import type { Mapping, Mappings } from "../model/mapping.ts";
import { shown, type ConfigPath } from "./config-errors.ts";

/** `package:module/file:Type`, as a stack's state writes it. */
const TOKEN = /^[^:\s]+:[^:\s]*:[^:\s]+$/;

type Fault = (at: ConfigPath, reason: string, onKey?: boolean) => void;

/** Takes what the schema cannot see of the mappings: the tokens, and keys that exclude or need each other. */
export function mappingsOf(entries: Readonly<Record<string, Mapping>>, fault: Fault): Mappings {
  const mappings = new Map<string, Mapping>();
  for (const [token, mapping] of Object.entries(entries)) {
    const at = ["mappings", token];
    if (!TOKEN.test(token)) {
      fault(at, "is no type token; a stack's state has such as netlify:index/dnsRecord:DnsRecord", true);
    }
    if (mapping.kind !== "zone") {
      if (mapping.type === undefined && mapping.fixedType === undefined) {
        fault(at, 'has neither "type" (the property with the record type) nor "fixedType" (the type itself)');
      } else if (mapping.type !== undefined && mapping.fixedType !== undefined) {
        fault([...at, "fixedType"], `is ${shown(mapping.fixedType)}, beside "type", which reads it from a property`);
      }
      if (mapping.value === undefined && mapping.values === undefined) {
        fault(at, 'has neither "value" (the property with the value) nor "values" (the list of them)');
      }
      if (mapping.exclusive === true && mapping.records === undefined) {
        fault([...at, "exclusive"], 'is given without "records", the list of all records of the zone');
      }
    }
    mappings.set(token, mapping);
  }
  return mappings;
}
