import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { Design } from './design/design.ts';
import {
  guidelineCodes,
  guidelines,
  type Finding,
  type GuidelineCode,
  type Observation,
} from './design/finding.ts';
import { bareHashes } from '#core/method/guidelines/rules/bare-hashes.ts';
import { clearSecrets } from '#core/method/guidelines/rules/clear-secrets.ts';
import { groupSenders } from '#core/method/guidelines/rules/group-senders.ts';
import { guessableValues } from '#core/method/guidelines/rules/guessable-values.ts';
import { coincidingRoles } from '#core/method/guidelines/rules/coinciding-roles.ts';
import {
  keysForTransportAndTraffic,
  keysWithTwoPrimitives,
  overusedKeys,
} from '#core/method/guidelines/rules/key-use.ts';
import { missingIdentities } from '#core/method/guidelines/rules/missing-identities.ts';
import { reflectedForms } from '#core/method/guidelines/rules/reflected-forms.ts';
import { repeatableKeys } from '#core/method/guidelines/rules/repeatable-keys.ts';
import { staleAuthentication } from '#core/method/guidelines/rules/stale-authentication.ts';
import { staleTokens } from '#core/method/guidelines/rules/stale-tokens.ts';
import {
  publicKeyEncryptionAlone,
  unrecognisableEncryption,
} from '#core/method/guidelines/rules/unauthenticated-integrity.ts';
import { unauthenticatedReceivers } from '#core/method/guidelines/rules/unauthenticated-receiver.ts';
import { unconfirmedKeys } from '#core/method/guidelines/rules/unconfirmed-keys.ts';
import { unprotectedParts } from '#core/method/guidelines/rules/unprotected-parts.ts';
import { unverifiedUniqueness } from '#core/method/guidelines/rules/unverified-uniqueness.ts';
import type { Model } from '#core/language/model.ts';

const rules: Readonly<Record<GuidelineCode, (design: Design) => readonly Observation[]>> = {
  'secret-in-the-clear': clearSecrets,
  'same-form-both-ways': reflectedForms,
  'roles-may-coincide': coincidingRoles,
  'part-not-protected': unprotectedParts,
  'hash-alone': bareHashes,
  'public-key-encryption-alone': publicKeyEncryptionAlone,
  'encryption-not-recognisable': unrecognisableEncryption,
  'authentication-without-freshness': staleAuthentication,
  'token-without-freshness': staleTokens,
  'sender-only-named': groupSenders,
  'receiver-not-authenticated': unauthenticatedReceivers,
  'long-term-key-on-traffic': overusedKeys,
  'key-not-confirmed': unconfirmedKeys,
  'key-with-two-primitives': keysWithTwoPrimitives,
  'key-for-transport-and-traffic': keysForTransportAndTraffic,
  'identity-missing': missingIdentities,
  'guessable-value': guessableValues,
  'uniqueness-not-verified': unverifiedUniqueness,
  'key-can-repeat': repeatableKeys,
};

/**
 * Where a design departs from the guidelines of the paper (section 6 and Table 3), by guideline in the paper's order
 * and then by place. The run is that of the model, without diagnostics. A finding is a hint about the design and no
 * verdict: that there is none does not mean that a requirement holds.
 */
export function lintDesign(model: Model, run: HonestExecution): readonly Finding[] {
  const design = new Design(model, run);
  return guidelineCodes.flatMap((code) =>
    rules[code](design)
      .map((observation) => ({ code, ...guidelines[code], ...observation }))
      .toSorted((left, right) => left.span.start - right.span.start),
  );
}
