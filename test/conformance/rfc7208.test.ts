import { join } from "node:path";
import { expect, it } from "vitest";
import { checkHost } from "../../src/domain/spf-evaluate.ts";
import { corpora, withCorpora } from "../corpora.ts";
import { scenariosOf, worldOf } from "./spf-suite.ts";

/** The server times out: nothing that is declared tells whether it will, so the answer is "not known". */
const TIMEOUTS = ["alltimeout", "exists-dnserr", "include-temperror", "nospftxttimeout", "txttimeout"];

withCorpora("the RFC 7208 suite, evaluated", () => {
  it("answers as the suite does, or says that it does not know", () => {
    const scenarios = scenariosOf(join(corpora ?? "", "spf-suite", "rfc7208-tests.yml"));
    const wrong: unknown[] = [];
    const open: string[] = [];
    let judged = 0;
    for (const scenario of scenarios) {
      const world = worldOf(scenario);
      for (const [id, { helo, host, mailfrom, result }] of Object.entries(scenario.tests)) {
        const { verdict } = checkHost(world, { ip: host, helo, sender: mailfrom });
        if (verdict.result === "unknown") open.push(id);
        else if ([result].flat().includes(verdict.result)) judged++;
        else wrong.push({ id, expected: result, verdict });
      }
    }
    console.log(
      `RFC 7208 suite: ${judged} judged, ${wrong.length} wrong, ${open.length} not known (${open.join(", ")})`,
    );
    expect(wrong).toEqual([]);
    expect(open.sort()).toEqual(TIMEOUTS);
    expect(judged).toBe(198);
  });
});
