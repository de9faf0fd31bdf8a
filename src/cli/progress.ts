import { visible } from "../syntax/visible.ts";
import type { Io } from "./io.ts";

export interface Progress {
  /** Shows what is being done, in place of what was shown before. */
  readonly show: (text: string) => void;
  readonly end: () => void;
}

/** Milliseconds before anything is shown, so that short work stays quiet. */
const PATIENCE = 400;
const INTERVAL = 100;

/** One line on the terminal's standard error that is rewritten while long work goes on; nothing where it is no terminal. */
export function progressOn(io: Io, quiet: boolean, now: () => number = Date.now): Progress {
  if (!io.stderrIsTerminal || quiet || io.env["TERM"] === "dumb")
    return { show: () => undefined, end: () => undefined };
  let next = now() + PATIENCE;
  let shown = false;
  return {
    show: (text) => {
      if (now() < next) return;
      next = now() + INTERVAL;
      shown = true;
      io.stderr(`\r\u001b[2K${visible(text, 200)}`);
    },
    end: () => {
      if (shown) io.stderr("\r\u001b[2K");
      shown = false;
    },
  };
}
