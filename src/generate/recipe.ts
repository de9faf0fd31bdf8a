import type { Localized } from "../panels/panels.ts";
import type { ProviderKind } from "../providers/types.ts";

/** One MX as a provider tells it to new customers; `{variables}` stand for what only the customer knows. */
export interface MxTemplate {
  readonly host: string;
  /** `"*"`: differs from zone to zone; `variable` then gives it. */
  readonly preference?: number | "*";
  readonly variable?: string;
}

export interface MxTemplateSet {
  /** By which an alternative is chosen; one without is known and not offered. */
  readonly id?: string;
  readonly label: string;
  /** False: the hosts are sure, the numbers are not. */
  readonly preferencesConfirmed?: boolean;
  readonly records: readonly MxTemplate[];
}

export type TemplateType = "TXT" | "CNAME" | "SRV" | "A" | "AAAA" | "MX" | "NS";

export interface RecordTemplate {
  /** Below the mail domain; `@` is the domain itself. */
  readonly name: string;
  readonly type: TemplateType;
  readonly value: string;
}

export interface ExtraTemplate extends RecordTemplate {
  readonly required: boolean;
  readonly purpose: string;
  readonly preference?: number;
  readonly recommended?: boolean;
  /** Only where nothing of its kind is there. */
  readonly onlyIfAbsent?: boolean;
  /** One of several forms, of which nobody said which. */
  readonly region?: string;
}

/** What only the customer knows. */
export interface Variable {
  readonly label: Localized;
  /** Where the customer finds it. */
  readonly where: Localized;
  readonly pattern: string;
  readonly example: string;
  /** Taken where no other is given: the customer chooses freely. */
  readonly default?: string;
  /** What most customers have; shown, never taken by itself. */
  readonly usual?: string;
  readonly options?: readonly string[];
  /** A value, and other variables that follow from it. */
  readonly sets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a provider tells a new customer to publish: `publish` of its file in the catalogue. */
export interface Publish {
  readonly mx?: { readonly recommended: MxTemplateSet; readonly alternatives?: readonly MxTemplateSet[] };
  readonly spf?: {
    /** Without v=spf1 and all; empty where no SPF is asked for. */
    readonly recommended: readonly string[];
    readonly all?: string;
    /** The condition under which a gateway asks for them. */
    readonly when?: string;
    /** In place of `redirect=`, beside other senders. */
    readonly combined?: readonly string[];
  };
  readonly dkim?: {
    readonly records: readonly RecordTemplate[];
    readonly optional?: boolean;
    readonly alternatives?: readonly { readonly label: string; readonly records: readonly RecordTemplate[] }[];
  };
  readonly extra?: readonly ExtraTemplate[];
  readonly variables?: Readonly<Record<string, Variable>>;
  /** The name that bounces go to, where it lies in the customer's zone. */
  readonly returnPath?: { readonly mode: string; readonly name: string; readonly also?: string };
  /** Why nothing can be written for a new customer, whatever is known, as the end of a sentence. */
  readonly unavailable?: string;
  /** What is not known. */
  readonly missing?: readonly string[];
  readonly notes?: string;
}

/** All that is needed to write a provider's records, or to say why that cannot be done. */
export interface Recipe {
  readonly id: string;
  readonly name: string;
  readonly nameJa?: string;
  readonly kind: ProviderKind;
  /** `undefined` where no source says what a new customer publishes. */
  readonly publish?: Publish;
  /** The day the service ends. */
  readonly endOfService?: string;
  /** Where the provider documents its records. */
  readonly documented?: string;
}

/** In what part an entry takes in a mail domain. */
export type Use = "provider" | "gateway" | "sender";
