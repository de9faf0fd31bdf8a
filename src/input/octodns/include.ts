import type { InputFile, ReadOptions } from "../reader.ts";
import { positionAt } from "../positions.ts";
import { parseYaml } from "../yaml-tree.ts";
import type { YamlNode, YamlOptions } from "../yaml-tree.ts";

const MAX_INCLUDES = 100;
const MAX_DEPTH = 8;

const NOTHING: Omit<YamlNode, "start" | "end"> = {
  kind: "scalar",
  text: "",
  plain: true,
  items: [],
  merged: false,
  size: 1,
};

/** Follows `!include` from one file: a bounded number of files, each opened by the caller's rules. */
export function includer(file: InputFile, options: ReadOptions): NonNullable<YamlOptions["include"]> {
  let count = 0;
  const from =
    (parent: InputFile, depth: number): NonNullable<YamlOptions["include"]> =>
    (path, site) => {
      const named = `!include ${path.slice(0, 200)}`;
      if (++count > MAX_INCLUDES) return { refused: `more than ${MAX_INCLUDES} files are included` };
      if (depth >= MAX_DEPTH) return { refused: `${named}: files include each other more than ${MAX_DEPTH} deep` };
      // octoDNS takes `~` as a home folder, never as a file's name.
      if (path.startsWith("~")) return { refused: `${named}: a home folder is not read` };
      const opened = options.open(path, parent);
      if ("refused" in opened) return { refused: `${named}: ${opened.refused}` };
      if (!opened.utf8) return { refused: `${named}: the file is not UTF-8` };
      const parsed = parseYaml(opened.text, { include: from(opened, depth + 1), site });
      if (!parsed.ok) {
        const { line } = positionAt(opened.text, parsed.offset);
        return { refused: `${named}: ${opened.path}:${line}: ${parsed.reason}` };
      }
      return parsed.root ?? { ...NOTHING, start: site, end: site };
    };
  return from(file, 0);
}
