import { json } from "../generated/catalogue.ts";
import type {
  CatalogueData,
  MxHostRole,
  NearRow,
  PatternRow,
  Provider,
  ProviderMxSet,
  ProviderMxSetRow,
  ProviderRow,
  RoleRow,
} from "./types.ts";

interface Compiled {
  readonly source: string;
  readonly provider: Provider | undefined;
  readonly role: MxHostRole | undefined;
  /** Compiled when a host with its suffix is first seen. */
  expression: RegExp | undefined;
}

/** Patterns by the literal suffix of what they match. */
export type PatternTable = ReadonlyMap<string, readonly Compiled[]>;

export interface Tables {
  readonly providers: readonly Provider[];
  readonly byId: ReadonlyMap<string, Provider>;
  readonly mx: PatternTable;
  readonly roles: PatternTable;
  readonly spf: PatternTable;
  readonly dkim: PatternTable;
  readonly absent: PatternTable;
  readonly nearMx: ReadonlyMap<string, readonly NearRow[]>;
  readonly spfDomains: readonly string[];
  readonly costs: ReadonlyMap<string, number | readonly [number, string]>;
  readonly costsDate: string;
}

let loaded: Tables | undefined;

/** The catalogue's tables, read when first asked for. */
export function tables(): Tables {
  return (loaded ??= load());
}

function load(): Tables {
  const data: CatalogueData = JSON.parse(json);
  const providers = data.providers.map((row) => fromRow(row, data.date));
  return {
    providers,
    byId: new Map(providers.map((provider) => [provider.id, provider])),
    mx: patternTable(data.mx, providers),
    roles: patternTable(data.roles, providers),
    spf: patternTable(data.spf, providers),
    dkim: patternTable(data.dkim, providers),
    absent: patternTable(data.absent, providers),
    nearMx: new Map(Object.entries(data.nearMx)),
    spfDomains: data.spfDomains,
    costs: new Map(Object.entries(data.costs)),
    costsDate: data.costsDate,
  };
}

function fromRow(row: ProviderRow, date: string): Provider {
  const { id, name, kind, mx, spf, dkim } = row;
  return {
    id,
    name,
    nameJa: row.nameJa,
    kind,
    family: row.family ?? id,
    mx: mx && {
      sets: (mx.sets ?? []).map(setFromRow),
      alone: mx.alone ?? false,
      bounceLabels: mx.bounceLabels ?? [],
      singleMxNormal: mx.singleMxNormal ?? false,
      tenantSpecific: mx.tenantSpecific ?? false,
      registrableDomains: mx.registrableDomains ?? [],
    },
    spf: spf && { mechanisms: spf.mechanisms ?? [], recommended: spf.recommended, all: spf.all },
    dkim: dkim && { form: dkim.form, selectors: dkim.selectors ?? [], cnameTargets: dkim.cnameTargets ?? [] },
    worksWith: row.worksWith ?? [],
    inFrontOf: row.inFrontOf ?? [],
    sharesHostsWith: row.sharesHostsWith ?? [],
    generate: row.generate ?? "identify-only",
    confidence: row.confidence ?? "high",
    endOfService: row.endOfService,
    date: row.date ?? date,
  };
}

function setFromRow([label, flags, ...records]: ProviderMxSetRow): ProviderMxSet {
  return {
    label,
    records: records.map(([host, preference]) => ({ preference, host })),
    recommended: flags.includes("r"),
    obsolete: flags.includes("o"),
    preferencesConfirmed: !flags.includes("u"),
  };
}

function patternTable(
  rows: Readonly<Record<string, readonly (PatternRow | RoleRow)[]>>,
  providers: readonly Provider[],
): PatternTable {
  const table = new Map<string, readonly Compiled[]>();
  for (const [suffix, patterns] of Object.entries(rows)) {
    table.set(
      suffix,
      patterns.map(([source, provider, role]) => ({
        source,
        provider: providers[provider],
        role,
        expression: undefined,
      })),
    );
  }
  return table;
}

/** No name is longer (RFC 1035 2.3.4), so that no look-up takes longer, and none is remembered. */
export const LONGEST = 255;

/** The patterns of a table that fit a host; only those whose suffix the host has are tried. */
export function fitting(table: PatternTable, host: string): readonly Compiled[] {
  if (host.length > LONGEST) return NOTHING;
  let found: Compiled[] | undefined;
  for (let start = 0; ;) {
    const rows = table.get(start === 0 ? host : host.slice(start));
    if (rows !== undefined) {
      for (const row of rows) {
        row.expression ??= new RegExp(row.source);
        if (row.expression.test(host)) (found ??= []).push(row);
      }
    }
    const dot = host.indexOf(".", start);
    if (dot < 0) return found ?? NOTHING;
    start = dot + 1;
  }
}

const NOTHING: readonly Compiled[] = [];

/** Keeps what was found for a text, so that the next look-up is one `Map.get`; forgets all when it is full. */
export class Memo<Value> {
  readonly #values = new Map<string, Value>();
  readonly #limit: number;

  constructor(limit = 1 << 12) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): Value {
    if (key.length > LONGEST) return value;
    if (this.#values.size >= this.#limit) this.#values.clear();
    this.#values.set(key, value);
    return value;
  }
}
