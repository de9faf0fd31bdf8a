import type { Found } from "./files.ts";

/**
 * Sets apart the files that octoDNS keeps one zone in: all of a folder `<zone>./`, and `<zone>.yaml` beside it. Files
 * that the user named one by one stay alone.
 */
export function groupSplitZones(files: readonly Found[]): {
  readonly single: readonly Found[];
  readonly groups: readonly (readonly Found[])[];
} {
  const groups = new Map<string, Found[]>();
  const grouped = new Set<Found>();
  for (const file of files) {
    const zone = file.named ? undefined : splitFolder(file.path);
    if (zone === undefined || !/\.ya?ml$/i.test(file.path)) continue;
    const group = groups.get(zone);
    grouped.add(file);
    if (group === undefined) groups.set(zone, [file]);
    else group.push(file);
  }
  if (groups.size === 0) return { single: files, groups: [] };
  const single: Found[] = [];
  for (const file of files) {
    if (grouped.has(file)) continue;
    const beside = file.named ? undefined : groups.get(file.path.replace(/\.ya?ml$/i, "."));
    if (beside === undefined) single.push(file);
    else beside.push(file);
  }
  return { single, groups: [...groups.values()] };
}

/** The folder that a file lies in directly, where it is named as a split zone's. */
function splitFolder(path: string): string | undefined {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  return folder.endsWith(".") && !/(?:^|\/)\.{1,2}$/.test(folder) ? folder : undefined;
}
