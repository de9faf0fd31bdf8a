import type { Fault } from "../../generate/request.ts";
import { isAtOrBelow, parseName } from "../../model/name.ts";
import type { Given } from "./given.ts";

/** What `ID` or `ID@LABEL` says. */
export function senderOf(word: string): { readonly id: string; readonly below: string | undefined } {
  const at = word.indexOf("@");
  return at < 0 ? { id: word, below: undefined } : { id: word.slice(0, at), below: word.slice(at + 1) };
}

/** Senders that are written so that something else would come of them than was meant. */
export function checkSenders({ senders, domain = "" }: Given, faults: Fault[]): void {
  const seen = new Set<string>();
  for (const [index, word] of senders.entries()) {
    const { id, below } = senderOf(word);
    const fault = (text: string): void => void faults.push({ at: ["senders", index], text });
    if (below === "" || below === "@") {
      fault(`is ${JSON.stringify(word)}, without the label behind the @; give it, as ${id}@mail, or leave the @ out`);
    } else if (below !== undefined && isWhole(below, domain)) {
      const label = below.replace(/\.$/, "").slice(0, -domain.replace(/\.$/, "").length - 1);
      const meant = label === "" ? id : `${id}@${label}`;
      fault(`is ${JSON.stringify(word)}; behind the @ stand the labels below ${domain} alone: ${meant}`);
    }
    const key = word.toLowerCase();
    if (seen.has(key)) fault(`names ${JSON.stringify(word)} twice; once is enough`);
    seen.add(key);
  }
}

/** Whether a label is the whole name, `mail.example.com` where `mail` is asked for. */
function isWhole(label: string, domain: string): boolean {
  const [name, parent] = [parseName(label), parseName(domain)];
  return name.ok && parent.ok && parent.name !== "" && isAtOrBelow(name.name, parent.name);
}
