/** Host, SPF term and DKIM target to provider: everything here is synchronous, total and remembers what it was asked. */
export {
  agree,
  allProviders,
  behind,
  fitsTemplate,
  hasNoSpf,
  includeCost,
  mxHostRole,
  provider,
  providersOfDkimTarget,
  providersOfMxHost,
  providersOfSpfDomain,
  submissionProviders,
  type IncludeCost,
} from "./lookup.ts";
export { nearestMxHost, nearestSpfDomain } from "./nearest.ts";
export type { MxHostRole, Provider, ProviderDkim, ProviderMxRecord, ProviderMxSet } from "./types.ts";
