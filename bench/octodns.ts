import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { maildns, type Benchmark } from "./bench.ts";
import { interleave, ratio, seconds } from "./measure.ts";
import { findProgram, run } from "./process.ts";

const ROUNDS = 9;
const BAR = 0.25;
const WHAT = "405 octoDNS zones";

export const octodns: Benchmark = {
  id: "e",
  title: "405 zones of octoDNS YAML, start to exit",
  run(place) {
    const corpora = resolve(process.env["MAILDNS_CORPORA"] ?? join(place.root, "../shared/corpora"));
    const folder = join(corpora, "octodns-moj");
    if (!existsSync(folder))
      return [{ what: WHAT, skipped: `${folder} is not there (MAILDNS_CORPORA names its parent)` }];
    const validate = process.env["OCTODNS_VALIDATE"] ?? findProgram("octodns-validate");
    if (validate === undefined) {
      const how = "pip install octodns==1.22.0 octodns-route53, and PATH or OCTODNS_VALIDATE leads to octodns-validate";
      return [{ what: WHAT, skipped: `octodns-validate is not installed (${how})` }];
    }
    const config = join(place.temporary, "octodns.yaml");
    writeFileSync(config, configuration(folder));
    const probe = run([validate, "--all", "--config-file", config]);
    if (probe.status !== 0 && !probe.stderr.includes("Invalid record")) {
      return [{ what: WHAT, skipped: `octodns-validate fails: ${probe.stderr.trim().split("\n").at(-1) ?? ""}` }];
    }
    const [ours, theirs] = interleave(ROUNDS, [
      () => run(maildns(place, "lint", folder)).seconds,
      () => run([validate, "--all", "--config-file", config]).seconds,
    ]);
    const over = ratio(ours, theirs);
    return [
      {
        what: WHAT,
        measured: `${over.toFixed(2)} x`,
        bar: `${BAR} x octodns-validate`,
        met: over <= BAR,
        from: `${seconds(ours)} against ${seconds(theirs)}`,
      },
    ];
  },
};

/** The zones hold a record type that the Route 53 provider brings; nothing is sent to it. */
function configuration(folder: string): string {
  return `manager:
  validators:
    enabled: [legacy, best-practice, strict]
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ${JSON.stringify(folder)}
  route53:
    class: octodns_route53.Route53Provider
    access_key_id: none
    secret_access_key: none
zones:
  '*':
    sources: [config]
`;
}
