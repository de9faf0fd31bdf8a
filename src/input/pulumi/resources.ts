import type { ResourceRow } from "./row.ts";
import { akamai } from "./resources/akamai.ts";
import { alicloud } from "./resources/alicloud.ts";
import { aws } from "./resources/aws.ts";
import { azure } from "./resources/azure.ts";
import { civo } from "./resources/civo.ts";
import { cloudflare } from "./resources/cloudflare.ts";
import { digitalocean } from "./resources/digitalocean.ts";
import { dnsimple } from "./resources/dnsimple.ts";
import { exoscale } from "./resources/exoscale.ts";
import { gandi } from "./resources/gandi.ts";
import { google } from "./resources/google.ts";
import { hcloud } from "./resources/hcloud.ts";
import { linode } from "./resources/linode.ts";
import { ns1 } from "./resources/ns1.ts";
import { oci } from "./resources/oci.ts";
import { openstack } from "./resources/openstack.ts";
import { ovh } from "./resources/ovh.ts";
import { scaleway } from "./resources/scaleway.ts";
import { vercel } from "./resources/vercel.ts";
import { vultr } from "./resources/vultr.ts";
import { yandex } from "./resources/yandex.ts";

/*
 * The DNS resources that Pulumi programs declare, one row each. `npm run check:shapes` compares them with the providers'
 * published type declarations; docs/pulumi-resources.md says which, and of what version.
 */

const providers: readonly (readonly ResourceRow[])[] = [
  cloudflare,
  aws,
  google,
  azure,
  vercel,
  digitalocean,
  hcloud,
  linode,
  ovh,
  scaleway,
  alicloud,
  oci,
  civo,
  vultr,
  openstack,
  gandi,
  ns1,
  dnsimple,
  akamai,
  exoscale,
  yandex,
];

let byToken: Map<string, ResourceRow> | undefined;

/** azure-native carries the API's version in the token: `azure-native:dns/v20180501:RecordSet`, `network/latest`. */
function unversioned(token: string): string {
  if (!token.startsWith("azure-n")) return token;
  const slash = token.indexOf("/");
  const colon = slash < 0 ? -1 : token.indexOf(":", slash);
  return colon < 0 ? token : token.slice(0, slash) + token.slice(colon);
}

/** The table's row for a resource's type token; `undefined`: no DNS resource that we know. */
export function resourceOf(token: string): ResourceRow | undefined {
  if (byToken === undefined) {
    byToken = new Map();
    for (const rows of providers) for (const row of rows) for (const each of row.tokens) byToken.set(each, row);
  }
  return byToken.get(unversioned(token));
}

/** All rows, for tests and for the documentation. */
export function allResources(): readonly ResourceRow[] {
  return providers.flat();
}
