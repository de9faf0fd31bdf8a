import { readdir, readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { format } from "prettier";
import { allResources, resourceOf } from "../src/input/pulumi/resources.ts";
import type { MakerRow, RecordRow, ResourceRow, TextStyle, ZoneRow } from "../src/input/pulumi/row.ts";
import { conventions } from "./pulumi/conventions.ts";
import { packages } from "./pulumi/packages.ts";
import { unreadOf } from "./pulumi/row-properties.ts";
import type { ResourceShape, Shapes } from "./pulumi/shape.ts";

const root = new URL("../", import.meta.url);
export const pulumiPageFile = new URL("docs/pulumi-resources.md", root);
const fixtureFolder = "test/input/pulumi/fixtures/";

interface Fixture {
  readonly resources: readonly { readonly type: string }[];
}

interface Provider {
  readonly id: string;
  readonly title: string;
  readonly fixtures: readonly Fixture[];
  readonly rows: readonly ResourceRow[];
}

const code = (text: string): string => `\`${text}\``;
const codes = (list: readonly string[], word = " or "): string => list.map(code).join(word);
const cell = (text: string): string => text.replaceAll("|", "\\|");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const TEXTS: Readonly<Record<TextStyle, string>> = {
  raw: "the text itself",
  mixed: "in quotes, or the text itself",
  quoted: "in quotes; bare words are strings of their own",
  inner: "zone-file form without the outer quotes",
  wrapped: "zone-file form, with the outer quotes or without",
  chunks: "a list of strings",
};

function nameOf(row: RecordRow): string {
  const names = codes(row.name);
  const made = Object.entries(row.labels ?? {}).map(
    ([type, labels]) =>
      `; of an ${type}: ${codes(
        labels.map((label) => `_{${label}}`),
        ".",
      )}`,
  );
  const how = { relative: "below the zone", absolute: "absolute", either: "below the zone unless it ends in its name" };
  return `${row.sets === undefined ? names : code(`${row.sets}[].${row.name[0] ?? ""}`)}, ${how[row.names]}${made.join("")}`;
}

function valueOf(row: RecordRow): string {
  const plain = [...(row.one?.split("|") ?? []), ...(row.list ?? "").split("|").filter((each) => each !== "")];
  const inside = row.inner === undefined ? "" : `, of each ${codes(row.inner.split("|"))}`;
  const parts = Object.entries(row.parts ?? {}).map(([type, { list, one, parts: names }]) => {
    const holder = list === undefined ? (one ?? "") : `${list}[]`;
    return `${type}: ${code(`${holder}.{${names.join(", ")}}`)}`;
  });
  return [...(plain.length === 0 ? [] : [`${codes(plain)}${inside}`]), ...parts].join("; ");
}

function preferenceOf(row: RecordRow): string {
  const lead = row.lead?.["MX"];
  const step = row.leadStep === undefined ? "" : `, growing by ${code(row.leadStep)}`;
  const otherwise = row.preference === undefined ? "" : `, else ${row.preference}`;
  if (lead?.length === 0) return "in the value, if there";
  if (lead !== undefined) return `${codes(lead)}${step}${otherwise}`;
  if (row.fixedType !== undefined && row.fixedType !== "MX") return "";
  return row.parts?.["MX"] === undefined ? "in the value" : "in the value's parts";
}

function zoneOf(row: RecordRow): string {
  const by = { id: "the host's id", name: "its name", either: "the host's id or its name" };
  return `${code(row.zone)}, ${by[row.zoneBy]}${row.zoneName === undefined ? "" : `, or ${code(row.zoneName)}`}`;
}

function recordTable(rows: readonly RecordRow[]): string {
  return table(
    ["Record", "Name", "Type", "Value", "Preference", "Text", "TTL", "Zone"],
    rows.map((row) => [
      code(row.tokens[0] ?? ""),
      nameOf(row),
      row.fixedType ?? codes(row.type ?? []),
      valueOf(row),
      preferenceOf(row),
      row.fixedType === undefined || row.fixedType === "TXT" ? TEXTS[row.text] : "",
      row.ttl === undefined ? "" : code(row.ttl.replace(".0.", "[].")),
      zoneOf(row),
    ]),
  );
}

function zoneTable(rows: readonly ZoneRow[]): string {
  return table(
    ["Zone", "Name", "Private with", "Records from elsewhere with"],
    rows.map((row) => [
      code(row.tokens[0] ?? ""),
      `${row.prefix === undefined ? "" : `${code(row.prefix)} before `}${codes(row.name)}`,
      row.private === undefined
        ? ""
        : code(`${row.private.property}${row.private.value === undefined ? "" : `: ${row.private.value}`}`),
      [
        ...(row.partial === undefined ? [] : [code(`${row.partial.property}: ${row.partial.values.join(", ")}`)]),
        ...(row.filledBy === undefined
          ? []
          : [row.filledBy === true ? "always, it may be" : codes(row.filledBy.split("|"))]),
      ].join("; "),
    ]),
  );
}

function makerLine(row: MakerRow): string {
  const made = row.makes.map(({ at, type }) => {
    const place = at === "" ? "at its name" : `at ${code(at.replace(/\{(\w+)\|([^}]*)\}/, "{$1}"))}`;
    return `${type ?? "something"} ${place}`;
  });
  return `- ${code(row.tokens[0] ?? "")} makes the host publish ${made.join(", ")}.`;
}

/** The packages with whose declarations a resource was compared. */
function comparedWith(row: ResourceRow, shapes: readonly ResourceShape[]): string {
  const versions = new Map<string, Set<string>>();
  for (const { token, package: name, version } of shapes) {
    if (resourceOf(token) === row) versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return [...versions].map(([name, of]) => `${name} ${[...of].join(", ")}`).join("; ");
}

/** Other tokens under which states may hold a resource, whatever version of an API stands in them. */
function alsoAs(row: ResourceRow, shapes: readonly ResourceShape[]): string[] {
  const declared = shapes
    .filter(({ token }) => resourceOf(token) === row)
    .flatMap(({ token, aliases }) => [token, ...aliases]);
  const tokens = [...row.tokens, ...declared].map((token) => token.replace(/\/v[0-9]{8}(?:preview)?:/, "/v…:"));
  return [...new Set(tokens)].filter((token) => token !== row.tokens[0]);
}

function section({ id, title, fixtures, rows }: Provider, shapes: readonly ResourceShape[]): string {
  const records = rows.filter((row) => row.kind === "record");
  const zones = rows.filter((row) => row.kind === "zone");
  const makers = rows.filter((row) => row.kind === "maker");
  const said = (conventions[id]?.list ?? []).map(
    ({ says, source }) => `- ${says} ${source === undefined ? "_(not verified)_" : `(${source})`}`,
  );
  const others = rows.flatMap((row) => {
    const tokens = alsoAs(row, shapes);
    return tokens.length === 0 ? [] : [`- ${code(row.tokens[0] ?? "")} is also ${codes(tokens)}.`];
  });
  const unread = rows.flatMap((row) => {
    const shape = shapes.find(({ token }) => resourceOf(token) === row);
    const names = shape === undefined ? [] : unreadOf(row, shape);
    return names.length === 0 ? [] : [`- ${code(row.tokens[0] ?? "")}: ${codes(names, ", ")}`];
  });
  return [
    `## ${title}`,
    recordTable(records),
    ...(zones.length === 0 ? [] : [zoneTable(zones)]),
    [...others, ...makers.map(makerLine), ...said].join("\n"),
    ...(unread.length === 0
      ? []
      : [`<details><summary>Properties that are not read</summary>\n\n${unread.join("\n")}\n\n</details>`]),
    `Fixtures: [${id}.json](../${fixtureFolder}${id}.json), ${fixtures.length} cases.`,
  ].join("\n\n");
}

async function providers(): Promise<Provider[]> {
  const files = (await readdir(new URL(fixtureFolder, root))).sort();
  const found: Provider[] = [];
  for (const file of files) {
    const id = file.replace(".json", "");
    const fixtures = JSON.parse(await readFile(new URL(fixtureFolder + file, root), "utf8")) as Fixture[];
    const rows = new Set(fixtures.flatMap(({ resources }) => resources.map(({ type }) => resourceOf(type))));
    const publishers = new Set([...rows].map((row) => row?.publisher.id));
    const own = allResources().filter(
      (row) => rows.has(row) || (row.kind === "maker" && publishers.has(row.publisher.id)),
    );
    found.push({ id, title: conventions[id]?.title ?? id, fixtures, rows: own });
  }
  const order = allResources();
  const place = ({ rows }: Provider): number => Math.min(...rows.map((row) => order.indexOf(row)));
  return found.sort((a, b) => place(a) - place(b));
}

/** The text of `docs/pulumi-resources.md` as it must be. */
export async function pulumiPage(): Promise<string> {
  const { checked, resources } = JSON.parse(
    await readFile(new URL("test/input/pulumi-shapes.json", root), "utf8"),
  ) as Shapes;
  const all = await providers();
  const rows = all.flatMap(({ id, rows: own }) =>
    own.map((row) => [
      code(row.tokens[0] ?? ""),
      row.kind,
      comparedWith(row, resources),
      row.kind === "maker" ? "[made](../test/input/pulumi-made.test.ts)" : `[${id}](../${fixtureFolder}${id}.json)`,
    ]),
  );
  const elsewhere = packages.flatMap(({ insteadOf, name }) => (insteadOf === undefined ? [] : [[insteadOf, name]]));
  const text = [
    "# DNS resources of Pulumi programs",
    "<!-- Written by scripts/write-pulumi-page.ts; do not edit. -->",
    "These resources count as DNS wherever Pulumi shows them: in `pulumi stack export`, `preview --json`, event logs, state files, and to the policy pack. All other resources are passed over.",
    `Each was compared with what its provider publishes (${checked}, \`npm run check:shapes\`): its token stands in the package's code, and every property that is read is declared there with the type that it is read as. Its fixtures are states as the provider writes them; [resources.test.ts](../test/input/pulumi/resources.test.ts) reads each in an export, in an unchanged preview and in a first deployment, and expects the same records of all three.`,
    `${elsewhere.map(([npm = ""]) => code(npm)).join(", ")} could not be had from npm at the time; the Python packages of the same providers, which are made from the same schemas, were compared in their place.`,
    table(["Resource", "Kind", "Compared with", "Fixtures"], rows),
    ...all.map((provider) => section(provider, resources)),
  ].join("\n\n");
  return format(text, { parser: "markdown", printWidth: 120 });
}

/** Writes the page of the DNS resources that Pulumi programs declare. */
export async function writePulumiPage(): Promise<void> {
  const text = await pulumiPage();
  if ((await readFile(pulumiPageFile, "utf8").catch(() => undefined)) !== text) await writeFile(pulumiPageFile, text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writePulumiPage();
