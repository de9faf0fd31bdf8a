import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rrtypeOf } from "../../src/model/record.ts";
import { octodnsReader } from "../../src/input/octodns.ts";
import { corpora, withCorpora } from "../corpora.ts";

withCorpora("405 production zones (skipped where the corpora are absent)", () => {
  it("are read whole", () => {
    const folder = join(corpora ?? "", "octodns-moj");
    const types: Record<string, number> = {};
    let zones = 0;
    const problems: string[] = [];
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".yaml"))) {
      const file = { path: join(folder, name), text: readFileSync(join(folder, name), "utf8"), utf8: true };
      if (octodnsReader.detect?.({ file, baseName: name, json: () => undefined }) !== true) continue;
      const result = octodnsReader.read(
        file,
        { origin: undefined, zoneOfId: () => undefined, open: () => ({ refused: "no" }) },
        () => undefined,
      );
      problems.push(...result.problems.map(({ reason }) => reason));
      for (const zone of result.zones) {
        zones++;
        const regions = octodnsReader.locate(
          file,
          zone.records.map(({ at }) => ({ at, field: undefined })),
        );
        expect(regions.every((region) => region !== undefined)).toBe(true);
        for (const record of zone.records) types[rrtypeOf(record)] = (types[rrtypeOf(record)] ?? 0) + 1;
      }
    }
    expect(problems).toEqual([]);
    expect(zones).toBe(405);
    const expected = { A: 439, ALIAS: 204, CAA: 586, CNAME: 796, MX: 411, NS: 2384, PTR: 11, SRV: 57, TXT: 1661 };
    expect(types).toEqual(expected);
  });
});
