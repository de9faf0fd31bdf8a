/** How a DNS host or document kind treats what is typed into it. One shared object for each kind. */
export interface Publisher {
  /** `cloudflare`, `route53`, `zone-file`, `octodns`, … */
  readonly id: string;
  readonly title: string;
  /** Long TXT values are cut into character strings on publishing, so a string's length is not the user's affair. */
  readonly splitsText: boolean;
  /** A target without its final dot is taken below the zone. */
  readonly relativeTargets: boolean;
  /** One declared resource owns a whole record set, so two of them for one set overwrite each other. */
  readonly ownsSets: boolean;
  /** The zone's apex CNAME is answered as addresses. */
  readonly flattensApex: boolean;
}

/** One file or stream the user gave. */
export interface SourceDocument {
  /** As the user named it, `/` between folders; `<stdin>` for `-`. */
  readonly path: string;
  /** The reader's id. */
  readonly format: string;
}

/** Which document a record stands in and who publishes it; shared by all records alike. */
export interface Source {
  readonly document: SourceDocument;
  readonly publisher: Publisher;
  /** The document gives the rest of a zone and is not judged itself. */
  readonly context?: boolean;
}
