/** Properties that stand before the value, as several hosts name them. */
export const MX_PRIORITY = { MX: ["priority"], SRV: ["priority"] } as const;
export const FULL_LEAD = { MX: ["priority"], SRV: ["priority", "weight", "port"] } as const;
