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
 * The DNS resources that Pulumi programs declare, one row each; checked against the providers' published type
 * declarations (cloudflare 6.22, aws 7.48, aws-native 1.79, gcp 9.37, google-native 0.32, azure 6.40, azure-native 3.28,
 * digitalocean 4.80, hcloud 1.41, vercel 5.4, linode 5.1, ovh 2.19, scaleway 1.54, alicloud 3.108, oci 4.20, civo 1.0,
 * vultr 2.21, openstack 3.15, gandi 0.0.14). ns1, dnsimple, akamai, exoscale and yandex have no npm package to check.
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

/** azure-native carries the API's version in the token: `azure-native:dns/v20180501:RecordSet`. */
function unversioned(token: string): string {
  if (!token.startsWith("azure-n")) return token;
  const slash = token.indexOf("/v");
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
