/** Stands for a zone of which an update tells nothing but its id (RFC 6761 6.4: no zone has this name). */
export const NAMELESS = "zone.invalid";
