import type { Problem } from "../model/zone.ts";
import { locatePaths, type JsonPath } from "./json-locate.ts";
import { positionsOf } from "./positions.ts";
import type { InputFile } from "./reader.ts";

/** More faults than this in one document are only counted. */
const MOST = 20;
/** Longer reasons quote a value without end. */
const LONGEST = 400;

/** Gathers what is wrong in a JSON document; places are worked out once, for all. */
export interface JsonErrors {
  readonly count: number;
  /** Further faults are only counted, so that nothing need be worked out for them. */
  readonly full: boolean;
  readonly add: (path: JsonPath, reason: string) => void;
  /** One problem each, with line, column and pointer. */
  readonly problems: (file: InputFile) => Problem[];
}

export function jsonErrors(): JsonErrors {
  const kept: { path: JsonPath; reason: string }[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    get full() {
      return count >= MOST;
    },
    add(path, reason) {
      if (count++ < MOST) kept.push({ path, reason });
    },
    problems(file) {
      if (count === 0) return [];
      const spots = locatePaths(
        file.text,
        kept.map((each) => each.path),
      );
      const positions = positionsOf(file.text);
      const problems = kept.map(({ path, reason }, index): Problem => {
        const place = positions.at(spots[index]?.value.start ?? 0);
        const where = path.length === 0 ? "" : `${pointerOf(path)}: `;
        const text = `${where}${reason}`;
        return {
          level: "error",
          path: file.path,
          ...place,
          reason: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
        };
      });
      if (count > MOST) {
        problems.push({ level: "error", path: file.path, reason: `${count - MOST} more of these are not listed` });
      }
      return problems;
    },
  };
}

/** RFC 6901. */
function pointerOf(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
