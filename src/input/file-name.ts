import { isAtOrBelow, parseName, type Name } from "../model/name.ts";

/** The file's name without its folders. */
export function baseNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/**
 * The zone that a file such as `example.com.json` or `example.com-page-2.json` is named after. Only a name of two labels
 * or more that every record lies in counts: any other file name says nothing.
 */
export function zoneOfFileName(path: string, names: Iterable<Name>): Name | undefined {
  const stem = baseNameOf(path).replace(/\.[A-Za-z0-9]{1,8}$/, "");
  for (const text of [stem, stem.replace(/(?:[-_.]page)?[-_.]?[0-9]{1,6}$/i, "")]) {
    const result = parseName(text);
    if (!result.ok || !result.name.includes(".")) continue;
    let any = false;
    let all = true;
    for (const name of names) {
      any = true;
      all &&= isAtOrBelow(name, result.name);
    }
    if (any && all) return result.name;
  }
  return undefined;
}
