import type { AnyRule } from "./define.ts";
import cnameWithOtherData from "./cname-with-other-data.ts";
import mxCnameSameName from "./mx-cname-same-name.ts";
import mxDuplicateTarget from "./mx-duplicate-target.ts";
import mxNullSending from "./mx-null-sending.ts";
import mxNullWithOthers from "./mx-null-with-others.ts";
import mxTargetAddress from "./mx-target-address.ts";
import mxTargetAlias from "./mx-target-alias.ts";
import mxTargetGlued from "./mx-target-glued.ts";
import mxTargetPrivate from "./mx-target-private.ts";
import mxTargetProxied from "./mx-target-proxied.ts";
import mxTargetUnresolvable from "./mx-target-unresolvable.ts";
import mxValue from "./mx-value.ts";
import nameDoubled from "./name-doubled.ts";
import recordOccluded from "./record-occluded.ts";
import recordOwnedTwice from "./record-owned-twice.ts";

/** Every rule, in the order of the catalogue. A new rule is a file beside this one and a line here. */
export const rules: readonly AnyRule[] = [
  // MX
  mxTargetAddress,
  mxTargetAlias,
  mxTargetUnresolvable,
  mxTargetGlued,
  mxTargetProxied,
  mxTargetPrivate,
  mxValue,
  mxNullWithOthers,
  mxNullSending,
  mxDuplicateTarget,
  mxCnameSameName,
  recordOccluded,
  // SPF
  // DMARC
  // Zone hygiene
  nameDoubled,
  cnameWithOtherData,
  recordOwnedTwice,
];
