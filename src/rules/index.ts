import type { AnyRule } from "./define.ts";
import changeDmarcStageBack from "./change-dmarc-stage-back.ts";
import changeDmarcStageEarly from "./change-dmarc-stage-early.ts";
import changeDmarcStageSkipped from "./change-dmarc-stage-skipped.ts";
import bimiNotEnforced from "./bimi-not-enforced.ts";
import bimiSyntax from "./bimi-syntax.ts";
import cnameWithOtherData from "./cname-with-other-data.ts";
import dkimCnameAsTxt from "./dkim-cname-as-txt.ts";
import dkimCnameTarget from "./dkim-cname-target.ts";
import dkimConflict from "./dkim-conflict.ts";
import dkimKeyRevoked from "./dkim-key-revoked.ts";
import dkimKeySyntax from "./dkim-key-syntax.ts";
import dkimKeyWeak from "./dkim-key-weak.ts";
import dkimProviderMissing from "./dkim-provider-missing.ts";
import dkimProxied from "./dkim-proxied.ts";
import dkimRecordTorn from "./dkim-record-torn.ts";
import dkimTestMode from "./dkim-test-mode.ts";
import dkimWrongName from "./dkim-wrong-name.ts";
import dmarcEnforcedWithoutAuth from "./dmarc-enforced-without-auth.ts";
import dmarcMissing from "./dmarc-missing.ts";
import dmarcMonitoringOnly from "./dmarc-monitoring-only.ts";
import dmarcMultiple from "./dmarc-multiple.ts";
import dmarcNoReports from "./dmarc-no-reports.ts";
import dmarcPsd from "./dmarc-psd.ts";
import dmarcRejectWithoutDkim from "./dmarc-reject-without-dkim.ts";
import dmarcRemovedTags from "./dmarc-removed-tags.ts";
import dmarcReportUnauthorized from "./dmarc-report-unauthorized.ts";
import dmarcReportUri from "./dmarc-report-uri.ts";
import dmarcStageDeclared from "./dmarc-stage-declared.ts";
import dmarcSubdomainWeaker from "./dmarc-subdomain-weaker.ts";
import dmarcSyntax from "./dmarc-syntax.ts";
import dmarcTestMode from "./dmarc-test-mode.ts";
import dmarcWildcard from "./dmarc-wildcard.ts";
import dmarcWrongName from "./dmarc-wrong-name.ts";
import draftPlaceholder from "./draft-placeholder.ts";
import mtaStsMultiple from "./mta-sts-multiple.ts";
import mtaStsMxNotListed from "./mta-sts-mx-not-listed.ts";
import mtaStsNoPolicyHost from "./mta-sts-no-policy-host.ts";
import mtaStsSyntax from "./mta-sts-syntax.ts";
import mxCnameSameName from "./mx-cname-same-name.ts";
import mxDuplicateTarget from "./mx-duplicate-target.ts";
import mxMissing from "./mx-missing.ts";
import mxNullSending from "./mx-null-sending.ts";
import mxNullWithOthers from "./mx-null-with-others.ts";
import mxOrphanSubdomain from "./mx-orphan-subdomain.ts";
import mxPrimaryLowestPreference from "./mx-primary-lowest-preference.ts";
import mxProviderSet from "./mx-provider-set.ts";
import mxRetiredHost from "./mx-retired-host.ts";
import mxSingleProvider from "./mx-single-provider.ts";
import mxTargetAddress from "./mx-target-address.ts";
import mxTargetAlias from "./mx-target-alias.ts";
import mxTargetGlued from "./mx-target-glued.ts";
import mxTargetPrivate from "./mx-target-private.ts";
import mxTargetProxied from "./mx-target-proxied.ts";
import mxTargetUnresolvable from "./mx-target-unresolvable.ts";
import mxTargetWrongHost from "./mx-target-wrong-host.ts";
import mxValue from "./mx-value.ts";
import nameDoubled from "./name-doubled.ts";
import parkedDomainOpen from "./parked-domain-open.ts";
import recordOccluded from "./record-occluded.ts";
import recordOwnedTwice from "./record-owned-twice.ts";
import senderRequirements from "./sender-requirements.ts";
import sesMailFrom from "./ses-mail-from.ts";
import spfAfterAll from "./spf-after-all.ts";
import spfDuplicateTerm from "./spf-duplicate-term.ts";
import spfGluedStrings from "./spf-glued-strings.ts";
import spfIncludeBroken from "./spf-include-broken.ts";
import spfIncludeLoop from "./spf-include-loop.ts";
import spfIncludeWrongHost from "./spf-include-wrong-host.ts";
import spfLength from "./spf-length.ts";
import spfLookupLimit from "./spf-lookup-limit.ts";
import spfMissing from "./spf-missing.ts";
import spfMultiple from "./spf-multiple.ts";
import spfMxSelfHost from "./spf-mx-self-host.ts";
import spfNearMiss from "./spf-near-miss.ts";
import spfNoAll from "./spf-no-all.ts";
import spfParkedOpen from "./spf-parked-open.ts";
import spfPassAll from "./spf-pass-all.ts";
import spfProviderMissing from "./spf-provider-missing.ts";
import spfProviderStale from "./spf-provider-stale.ts";
import spfPtr from "./spf-ptr.ts";
import spfSyntax from "./spf-syntax.ts";
import spfType from "./spf-type.ts";
import spfVoidLookups from "./spf-void-lookups.ts";
import ttlMismatch from "./ttl-mismatch.ts";
import tlsRptMissing from "./tls-rpt-missing.ts";
import tlsRptSyntax from "./tls-rpt-syntax.ts";
import tlsaOrphan from "./tlsa-orphan.ts";
import tlsaSyntax from "./tlsa-syntax.ts";
import txtQuoting from "./txt-quoting.ts";
import txtSplitRecords from "./txt-split-records.ts";
import txtStringLength from "./txt-string-length.ts";

/** Every rule, in the order of the catalogue. A new rule is a file beside this one and a line here. */
export const rules: readonly AnyRule[] = [
  // MX
  mxMissing,
  mxSingleProvider,
  mxPrimaryLowestPreference,
  mxProviderSet,
  mxTargetWrongHost,
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
  mxRetiredHost,
  mxCnameSameName,
  mxOrphanSubdomain,
  recordOccluded,
  // SPF
  spfMissing,
  spfMultiple,
  spfSyntax,
  spfNearMiss,
  spfLookupLimit,
  spfVoidLookups,
  spfIncludeLoop,
  spfIncludeBroken,
  spfIncludeWrongHost,
  spfPassAll,
  spfNoAll,
  spfAfterAll,
  spfPtr,
  spfDuplicateTerm,
  spfLength,
  spfGluedStrings,
  spfProviderMissing,
  spfProviderStale,
  spfType,
  spfParkedOpen,
  spfMxSelfHost,
  sesMailFrom,
  // DKIM
  dkimKeySyntax,
  dkimRecordTorn,
  dkimKeyWeak,
  dkimKeyRevoked,
  dkimTestMode,
  dkimConflict,
  dkimCnameAsTxt,
  dkimCnameTarget,
  dkimProxied,
  dkimWrongName,
  dkimProviderMissing,
  // DMARC
  dmarcMissing,
  dmarcMultiple,
  dmarcSyntax,
  dmarcWrongName,
  dmarcMonitoringOnly,
  dmarcNoReports,
  dmarcReportUri,
  dmarcReportUnauthorized,
  dmarcRemovedTags,
  dmarcSubdomainWeaker,
  dmarcPsd,
  dmarcTestMode,
  dmarcRejectWithoutDkim,
  dmarcEnforcedWithoutAuth,
  dmarcStageDeclared,
  dmarcWildcard,
  // Transport: MTA-STS, TLS-RPT, DANE, BIMI
  mtaStsSyntax,
  mtaStsMultiple,
  mtaStsNoPolicyHost,
  mtaStsMxNotListed,
  tlsRptSyntax,
  tlsRptMissing,
  tlsaSyntax,
  tlsaOrphan,
  bimiSyntax,
  bimiNotEnforced,
  // Zone hygiene
  draftPlaceholder,
  nameDoubled,
  cnameWithOtherData,
  txtQuoting,
  txtSplitRecords,
  txtStringLength,
  recordOwnedTwice,
  ttlMismatch,
  parkedDomainOpen,
  senderRequirements,
  // Changes
  changeDmarcStageSkipped,
  changeDmarcStageEarly,
  changeDmarcStageBack,
];
