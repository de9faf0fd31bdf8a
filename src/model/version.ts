declare const __VERSION__: string;

/** Put in by the build. */
export const version: string = typeof __VERSION__ === "string" ? __VERSION__ : "0.0.0";
