import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';
import type { Finding, GuidelineCode } from './design/finding.ts';
import { Proofs } from './proofs.ts';

/**
 * The findings without what verdicts on the same text disprove. A finding is a hint, and a proof is none. What a finding says of
 * the text alone, as that a counter is not checked, no verdict disproves.
 */
export function unlessProved(
  findings: readonly Finding[],
  model: Model,
  verdicts: readonly Verdict[],
): readonly Finding[] {
  const proofs = new Proofs(verdicts);
  return findings.flatMap((finding) => {
    const remains = remaining[finding.code];
    return remains === undefined ? [finding] : (remains(finding, proofs, model) ?? []);
  });
}

/** What is left of a finding; null where it is disproved. */
type Remaining = (finding: Finding, proofs: Proofs, model: Model) => Finding | null;

const remaining: Readonly<Partial<Record<GuidelineCode, Remaining>>> = {
  'key-not-confirmed': (finding, proofs, model) => {
    const [key = ''] = finding.elements;
    const holders = model.elements.find(({ name }) => name === key)?.holders ?? [];
    const unsure = finding.entities.filter((entity) =>
      holders.some((other) => other !== entity && !proofs.hasKey(key, entity, other)),
    );
    if (unsure.length === 0) return null;
    return { ...finding, entities: unsure, values: { ...finding.values, entities: unsure.join(', ') } };
  },
  'token-without-freshness': unless(({ entities, elements, message }, proofs, model) => {
    const [origin = '', receiver = ''] = entities;
    const data = elements.filter((name) => kindOf(name, model) === 'data');
    return (
      proofs.takesPartEachTime(receiver, origin, phaseOf(message, model)) ||
      (data.length > 0 && data.every((name) => proofs.isTakenOnce(name, receiver, origin)))
    );
  }),
  'authentication-without-freshness': unless(({ entities: [claimed, claimant] }, proofs) =>
    claimed === undefined || claimant === undefined
      ? false
      : proofs.takesPartEachTime(claimant, claimed, null),
  ),
  'key-can-repeat': unless(({ elements: [key = ''], entities: [receiver = ''] }, proofs) =>
    proofs.isNeverRepeated(key, receiver),
  ),
  'receiver-not-authenticated': (finding, proofs) => {
    const [sender = ''] = finding.entities;
    const elements = finding.elements.filter((name) => !proofs.staysSecret(name, sender));
    if (elements.length === 0) return null;
    return { ...finding, elements, values: { ...finding.values, element: elements.join(', ') } };
  },
  'public-key-encryption-alone': unless(isAuthentic),
  'encryption-not-recognisable': unless(isAuthentic),
  'part-not-protected': unless(isAuthentic),
  'hash-alone': unless(
    ({ elements, entities: [receiver = ''] }, proofs) =>
      elements.length > 0 && elements.every((name) => proofs.isAuthentic(name, receiver)),
  ),
  'guessable-value': unless(({ elements: [element = ''] }, proofs) => proofs.staysSecret(element, null)),
  'identity-missing': unless(({ entities: [entity = ''], values }, proofs) => {
    const receiver = String(values['receiver']);
    return proofs.knowsWho(receiver, entity === receiver ? null : entity);
  }),
  'sender-only-named': unless(({ entities: [sender = '', receiver = ''], elements }, proofs) => {
    const [, ...data] = elements;
    return (
      proofs.knowsWho(receiver, sender) ||
      (data.length > 0 && data.every((name) => proofs.isAuthentic(name, receiver)))
    );
  }),
};

function unless(isDisproved: (finding: Finding, proofs: Proofs, model: Model) => boolean): Remaining {
  return (finding, proofs, model) => (isDisproved(finding, proofs, model) ? null : finding);
}

function isAuthentic(
  { elements: [element = ''], entities: [receiver = ''] }: Finding,
  proofs: Proofs,
): boolean {
  return proofs.isAuthentic(element, receiver);
}

function kindOf(name: string, { elements }: Model): string | undefined {
  return elements.find((element) => element.name === name)?.kind;
}

function phaseOf(message: string | null, { phases }: Model): string | null {
  const isOfIt = phases.find(({ steps }) =>
    steps.some((step) => step.kind === 'message' && step.name === message),
  );
  return isOfIt?.name ?? null;
}
