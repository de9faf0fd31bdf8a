import cloudflare from "./cloudflare.json" with { type: "json" };
import muumuu from "./muumuu-dns.json" with { type: "json" };
import onamae from "./onamae-navi.json" with { type: "json" };
import route53 from "./route53.json" with { type: "json" };
import sakura from "./sakura.json" with { type: "json" };
import valueDomain from "./value-domain.json" with { type: "json" };
import xserver from "./xserver.json" with { type: "json" };

/** A text for people in each language. */
export interface Localized {
  readonly en: string;
  readonly ja: string;
}

/** What a field is called on the screen. */
export interface Label {
  /** Absent where the panel has no English screen. */
  readonly en?: string;
  readonly ja: string;
}

/** What whoever types records of these types should know. */
export interface PanelNote extends Localized {
  /** By type; `TXT v=spf1`: of texts that start so. */
  readonly types: readonly string[];
  /** Only of texts longer than so many characters. */
  readonly over?: number;
  /** What to do with those. */
  readonly then?: Localized;
  /** Is told with each record, not once for all. */
  readonly beside?: boolean;
  /** Of the screen as a whole: for whoever works there, not for whoever reads of one record. */
  readonly general?: boolean;
}

/** What a form looks like that records are typed into. */
export interface Screen {
  readonly labels: {
    readonly owner?: Label;
    readonly type?: Label;
    readonly value?: Label;
    /** In place of `value`, by type. */
    readonly valueByType?: Readonly<Record<string, Label>>;
    /** Absent: the preference stands before the host, in the value. */
    readonly preference?: Label;
    /** Of SRV. */
    readonly weight?: Label;
    readonly port?: Label;
    readonly ttl?: Label;
    /** Answers with the service's own addresses can be switched on and off. */
    readonly proxy?: Label;
  };
  readonly form: {
    /** What stands for the zone itself; empty: the field is left blank. */
    readonly apex: string;
    /** Whether a full host name ends with a dot there. */
    readonly finalDot: boolean;
    /** Texts stand in quotes, strings of at most 255 bytes. */
    readonly quotes?: boolean;
    /** All records of one name and type are lines of one value. */
    readonly sets?: boolean;
    /** All of an SRV stands in the value, or in fields of their own; absent where that is not known. */
    readonly srvInValue?: boolean;
    /** The panel is one text box; how a record's line reads in it, by type. */
    readonly lines?: Readonly<Record<string, string>>;
    /** Types whose line names no owner. */
    readonly apexOnly?: readonly string[];
  };
}

/** A DNS service's own screen. */
export interface Panel extends Screen {
  readonly id: string;
  /** When it was looked at. */
  readonly date: string;
  readonly title: Localized;
  /** The way to the screen, in the panel's own words. */
  readonly where: Localized;
  readonly notes: readonly PanelNote[];
  readonly sources: readonly string[];
}

/** In the order that they are shown. */
export const panels: readonly Panel[] = [muumuu, onamae, xserver, sakura, valueDomain, cloudflare, route53];

export function panelOf(id: string): Panel | undefined {
  return panels.find((panel) => panel.id === id);
}
