import type { RecordEdit } from "../../model/finding.ts";
import { presentName } from "../../syntax/presentation.ts";
import type { TextEdit } from "../writer.ts";
import type { Entry } from "./entries.ts";

/** An owner as it is written, with the blanks up to the next word; `era` counts the `$ORIGIN`s before it. */
interface Owner {
  readonly spelt: string;
  readonly column: string;
  readonly era: number;
}

/**
 * What entries take from those before them, owner and TTL: as it was, and as it will be after the edits. Where the two part,
 * the next entry that stays gets its own.
 */
export class Carried {
  readonly #text: string;
  readonly #changes: TextEdit[];
  readonly #refused: Map<RecordEdit, string>;
  #owner: Owner | undefined;
  #newOwner: Owner | undefined;
  #ttl: string | undefined;
  #newTtl: string | undefined;
  #era = 0;
  #hasDefaultTtl = false;
  /** The last edit that takes something away from what follows. */
  #cause: RecordEdit | undefined;

  constructor(text: string, changes: TextEdit[], refused: Map<RecordEdit, string>) {
    this.#text = text;
    this.#changes = changes;
    this.#refused = refused;
  }

  directive(word: string): void {
    switch (word.toUpperCase()) {
      case "$ORIGIN":
        this.#era++;
        return;
      case "$TTL":
        this.#hasDefaultTtl = true;
        return;
    }
  }

  /** One record in its turn. */
  take(entry: Entry, edit: RecordEdit | undefined): void {
    if (entry.owner !== undefined) this.#owner = this.#ownerOf(entry);
    if (entry.ttl !== undefined) this.#ttl = this.#text.slice(entry.ttl.start, entry.ttl.end);
    if (edit?.kind === "remove" || edit?.kind === "name") this.#cause = edit;
    if (edit?.kind === "remove") return;
    if (edit?.kind === "name") this.#rename(entry, presentName(edit.name));
    else if (entry.owner !== undefined) this.#newOwner = this.#owner;
    else if (!isSame(this.#owner, this.#newOwner)) this.#giveOwner(entry);
    if (entry.ttl !== undefined) this.#newTtl = this.#ttl;
    else if (!this.#hasDefaultTtl && this.#ttl !== this.#newTtl && entry.body !== undefined) {
      this.#changes.push({ start: entry.body.start, end: entry.body.start, text: `${this.#ttl ?? ""} ` });
      this.#newTtl = this.#ttl;
    }
  }

  #ownerOf({ owner, body }: Entry): Owner {
    const spelt = this.#text.slice(owner?.start, owner?.end);
    const gap = this.#text.slice(owner?.end, body?.start ?? owner?.end);
    return { spelt, column: spelt + (/^[ \t]+$/.test(gap) ? gap : " "), era: this.#era };
  }

  #rename(entry: Entry, name: string): void {
    const { owner } = entry;
    const renamed = { spelt: name, column: `${name} `, era: this.#era };
    if (owner === undefined) {
      if (!isSame(renamed, this.#newOwner)) this.#lead(entry, renamed.column);
    } else if (name.toLowerCase() === `${this.#text.slice(owner.start, owner.end).toLowerCase()}.`) {
      this.#changes.push({ start: owner.end, end: owner.end, text: "." });
    } else {
      this.#changes.push({ start: owner.start, end: owner.end, text: name });
    }
    this.#newOwner = renamed;
  }

  #giveOwner(entry: Entry): void {
    const owner = this.#owner;
    if (owner === undefined || (owner.era !== this.#era && !owner.spelt.endsWith("."))) {
      if (this.#cause !== undefined) this.#refused.set(this.#cause, "a record after it takes its owner from it");
      return;
    }
    this.#lead(entry, owner.column);
    this.#newOwner = owner;
  }

  /** Puts an owner where the entry begins with blanks. */
  #lead({ start, body }: Entry, column: string): void {
    const end = body?.start ?? start;
    const blank = /^[ \t]*$/.test(this.#text.slice(start, end));
    this.#changes.push({ start, end: blank ? end : start, text: column });
  }
}

function isSame(a: Owner | undefined, b: Owner | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.spelt === b.spelt && (a.era === b.era || a.spelt.endsWith("."));
}
