import { ROOT } from "../../../model/name.ts";
import { textOf, type DnsRecord } from "../../../model/record.ts";
import { isKnown } from "../../../model/value.ts";
import type { Label, Panel, Screen } from "../../../panels/panels.ts";
import type { TypedRecord } from "../../../panels/typed.ts";
import { parseDmarc, type DmarcRecord } from "../../../syntax/dmarc.ts";
import type { Deployment } from "../../deployment.ts";
import { recipeOf } from "../../recipes.ts";
import type { Language } from "../writer.ts";
import { code, foreign, listed, type Piece, type Text } from "./block.ts";
import { texts, type Texts } from "./texts.ts";
import { typedRecord } from "./typed-record.ts";

/** A panel of which nothing is known: the usual fields, hosts without a final dot. */
const ANY_SCREEN: Screen = {
  labels: {
    owner: { en: "name, where the panel adds the domain", ja: "名前（画面側でドメイン名が付く場合）" },
    preference: { en: "priority", ja: "優先度" },
    ttl: { en: "TTL", ja: "TTL" },
  },
  form: { apex: "@", finalDot: false, srvInValue: false },
};

/** What all parts of a sheet are written with. */
export class Context {
  readonly deployment: Deployment;
  readonly lang: Language;
  readonly panel: Panel | undefined;
  readonly texts: Texts;

  constructor(deployment: Deployment, lang: Language, panel: Panel | undefined) {
    this.deployment = deployment;
    this.lang = lang;
    this.panel = panel;
    this.texts = texts[lang];
  }

  /** How the screen is, or how most are. */
  get screen(): Screen {
    return this.panel ?? ANY_SCREEN;
  }

  typed(record: DnsRecord): TypedRecord {
    return typedRecord(record, this.deployment.origin, this.texts.unknown);
  }

  /** What a field is called on the screen; in an English sheet with its meaning where the screen is not English. */
  labelText(label: Label | undefined, name: keyof Texts["field"]): string {
    const meaning = this.texts.field[name];
    if (label === undefined) return meaning;
    const shown = this.lang === "en" ? (label.en ?? label.ja) : label.ja;
    return this.lang === "en" && /[^\x00-\x7f]/.test(shown) ? this.texts.gloss(shown, meaning) : shown;
  }

  /** A service by the id of its entry in the catalogue, or of a template. */
  providerName(id: string | undefined): Text {
    if (id === undefined) return [this.texts.somebody];
    const { pending } = this.deployment;
    const recipe = pending.find((each) => each.recipe.id === id)?.recipe ?? recipeOf(id);
    const name = this.lang === "ja" ? (recipe?.nameJa ?? recipe?.name) : recipe?.name;
    return [foreign(name ?? id)];
  }

  /** Those who ask for records, as a list. */
  providerNames(isOne: (purpose: string) => boolean = () => true): Text {
    const { entries, held, pending } = this.deployment;
    const asking = [...entries, ...held].filter(({ purpose }) => purpose !== undefined && isOne(purpose));
    const ids = [...asking.map(({ provider }) => provider), ...pending.map(({ recipe }) => recipe.id)];
    const unique = [...new Set(ids)].filter((id) => id !== undefined);
    const names = unique.map((id) => this.providerName(id));
    return names.length === 0 ? [this.texts.somebody] : listed(names, this.texts.and);
  }

  /** Nobody takes mail for the domain (RFC 7505). */
  get hasNoMail(): boolean {
    const { entries, domain } = this.deployment;
    return entries.some(({ record }) => record.name === domain && isNullMx(record));
  }

  /** The DMARC policy that is declared afterwards. */
  get dmarc(): DmarcRecord | undefined {
    const record = this.deployment.entries.find(({ purpose }) => purpose === "dmarc")?.record;
    const text = record?.type === "TXT" ? textOf(record) : undefined;
    return text !== undefined && isKnown(text) ? parseDmarc(text) : undefined;
  }

  nameOf({ name }: DnsRecord): Piece {
    return isKnown(name) ? code(name) : this.texts.unknown;
  }
}

export function isNullMx(record: DnsRecord): boolean {
  return record.type === "MX" && record.data.exchange === ROOT;
}
