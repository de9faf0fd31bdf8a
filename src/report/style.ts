import type { Severity } from "../model/finding.ts";

type Paint = (text: string) => string;

/** Own wrapper: `util.styleText` of Node 20 asks no environment, so whether to colour is the caller's decision alone. */
export interface Style {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly bold: Paint;
  readonly help: Paint;
  readonly gutter: Paint;
  readonly dim: Paint;
}

function paint(open: string, close: string): Paint {
  return (text) => (text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`);
}

const same: Paint = (text) => text;
const plainStyle: Style = {
  severity: { error: same, warning: same, info: same },
  bold: same,
  help: same,
  gutter: same,
  dim: same,
};
const colored: Style = {
  severity: { error: paint("1;31", "22;39"), warning: paint("1;33", "22;39"), info: paint("1;36", "22;39") },
  bold: paint("1", "22"),
  help: paint("1;32", "22;39"),
  gutter: paint("1;34", "22;39"),
  dim: paint("2", "22"),
};

export function styles(color: boolean): Style {
  return color ? colored : plainStyle;
}
