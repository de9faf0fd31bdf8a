import type { Git } from "./git.ts";
import { renamesIn } from "./history.ts";

/** Files that lie in one of the folders (or are it) now, and had another name outside of them at the revision: that name. */
export function renamedInto(git: Git, paths: readonly string[]): readonly string[] {
  // Against the index: files of the work tree would go through the filters of the repository's settings, which are programs.
  const words = [
    "diff",
    "--cached",
    "-z",
    "--name-status",
    "--find-renames",
    "--diff-filter=R",
    "--no-ext-diff",
    "--no-textconv",
  ];
  const { ok, stdout } = git.run([...words, "--ignore-submodules=all", git.commit, "--"]);
  if (!ok) return [];
  const lies = (path: string): boolean =>
    paths.some((folder) => folder === "" || path === folder || path.startsWith(`${folder}/`));
  return [...renamesIn(stdout)].flatMap(([now, then]) => (lies(now) && !lies(then) ? [then] : []));
}
