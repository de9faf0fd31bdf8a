import type { Domain } from "../domain/domain.ts";
import type { ServiceView } from "../domain/transport.ts";
import type { TlsRptRecord } from "../syntax/tls-rpt.ts";
import type { Row } from "./show.ts";
import { visible } from "../syntax/visible.ts";

/** The policy that senders fetch, as far as it is given; no row where nothing is declared. */
export function drawMtaSts(domain: Domain): Row[] {
  const { name, mtaSts, mtaStsPolicy, world } = domain;
  if (!world.nodes.has(`_mta-sts.${name}`) && mtaStsPolicy === undefined) return [];
  const rows: Row[] = [stateOf(mtaSts, ({ id }) => `id ${visible(id?.value ?? "", 80)}`)];
  if (mtaStsPolicy !== undefined) {
    const { mode, mx } = mtaStsPolicy.policy;
    const hosts = mx.slice(0, 5).map(({ value }) => visible(value, 100));
    rows.push([`policy ${mode ?? "broken"}`, hosts.join(", ")]);
  }
  return rows;
}

/** Where TLS reports go; no row where nothing is declared. */
export function drawTlsRpt(domain: Domain): Row[] {
  if (!domain.world.nodes.has(`_smtp._tls.${domain.name}`)) return [];
  return [stateOf(domain.tlsRpt, reports)];
}

function reports({ rua }: TlsRptRecord): string {
  const places = rua.slice(0, 5).flatMap(({ text, valid }) => (valid ? [visible(text, 200)] : []));
  return `reports to ${places.join(", ")}`;
}

function stateOf<T extends { readonly usable: boolean }>(view: ServiceView<T>, draw: (tree: T) => string): Row {
  const { answer, texts, only } = view;
  if (answer.state === "unknown") return [`not known: ${visible(answer.reason)}`];
  if (only === undefined) return [texts.length > 1 ? `${texts.length} records: senders take none` : "no record"];
  return only.tree.usable
    ? [draw(only.tree)]
    : ["the record is broken: senders take no notice", visible(only.text, 200)];
}
