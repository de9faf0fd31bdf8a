import type { Domain } from "../domain/domain.ts";
import type { Row } from "./show.ts";
import { drawStage, ladder, type StageClock } from "./show-stage.ts";
import { visible } from "../syntax/visible.ts";

/** The stage on the way from none to reject, where the policy is inherited from, where reports go. */
export function drawDmarc(domain: Domain, clock: StageClock | undefined): Row[] {
  const { outcome, own, organizationalDomain } = domain.dmarc;
  switch (outcome.state) {
    case "undeclared":
      return [[`not declared here (${visible(outcome.name)})`]];
    case "unknown":
      return [[`not known: ${visible(outcome.reason)}`]];
    case "none": {
      if (outcome.why === "multiple")
        return [[`${own.texts.length} records at _dmarc.${visible(domain.name)}: receivers discard all`]];
      if (outcome.why === "unusable")
        return [["the record is broken: receivers apply no DMARC", visible(outcome.text?.text ?? "")]];
      return [["no policy"]];
    }
    case "policy": {
      const from = `_dmarc.${outcome.from}`;
      const source = outcome.inherited ? `inherited from ${from} (${outcome.tag}=${outcome.policy})` : from;
      const rows: Row[] = [[ladder(outcome), visible(source)]];
      if (outcome.test) rows.push([`t=y: receivers are asked for ${outcome.effective}`]);
      if (clock !== undefined) rows.push(...drawStage(domain, outcome, clock));
      const { rua } = outcome.text.dmarc;
      const reports = rua.filter(({ valid }) => valid).map(({ text }) => visible(text, 200));
      rows.push([reports.length === 0 ? "no reports are asked for" : `reports to ${reports.join(", ")}`]);
      if (organizationalDomain !== undefined && organizationalDomain !== domain.name) {
        rows.push([`organisational domain ${visible(organizationalDomain)}`]);
      }
      return rows;
    }
  }
}
