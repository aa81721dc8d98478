import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Element } from '#core/language/model.ts';

/** Whose name is missing, and why the key does not stand for it. */
interface Missing {
  readonly entity: string;
  readonly reason: 'signature' | 'encryption' | 'group' | 'key' | 'claim';
}

/**
 * Nothing under the protection names an end that the key does not tell either (sections 6.2.2 and 6.2.3; Abadi and
 * Needham, "Prudent engineering practice for cryptographic protocols", principle 3): whom a signature is for, who
 * encrypted under a public key, which member of a group made it, whom a third party's answer is about.
 */
export function missingIdentities(design: Design): readonly Observation[] {
  const told = new Set<string>();
  return design.receptions.flatMap((reception) => {
    const { delivery, term, receiver } = reception;
    if (reception.origin === receiver || !isExposed(delivery) || design.passesOn(reception)) return [];
    const missing = missingIn(design, reception);
    const place = `${String(term.id)} ${receiver}`;
    if (missing === null || told.has(place)) return [];
    told.add(place);
    const { entity, reason } = missing;
    const values = { entity, receiver, reason };
    return [observationAt(design.run, delivery, term, { entities: [entity], values })];
  });
}

function missingIn(design: Design, reception: Reception): Missing | null {
  const candidates = [
    ofSignature(design, reception),
    ofPublicKey(design, reception),
    ofGroup(design, reception),
    ofTransferredKey(design, reception),
    ofClaim(design, reception),
  ];
  return candidates.find((each) => each !== null && !isNamed(design, reception, each.entity)) ?? null;
}

// The name may also stand under something else in the message that vouches for this term too.
function isNamed(design: Design, reception: Reception, entity: string): boolean {
  return design
    .receptionsIn(reception.delivery)
    .some(
      (each) =>
        design.names(each, entity) &&
        (each === reception || (each.verified && design.covers(each, reception.term))),
    );
}

function ofSignature(design: Design, reception: Reception): Missing | null {
  const { term, verified, receiver } = reception;
  if (term.primitive !== 'sign' || !verified) return null;
  if (isWrappedForReceiver(design, reception)) return null;
  const certificate = design
    .coveredElements(reception)
    .some(({ kind, lifetime }) => kind === 'key-pair' && lifetime === 'long-term');
  return certificate ? null : { entity: receiver, reason: 'signature' };
}

// Around it stands a key that something of the receiver's own went into: nobody else can take it over.
function isWrappedForReceiver(design: Design, { delivery, term, receiver }: Reception): boolean {
  return design
    .receptionsIn(delivery)
    .some(
      (each) =>
        each.verified &&
        each.term.key !== null &&
        design.covers(each, term) &&
        design.material(each.term.key).some((element) => design.isOwn(element, receiver, delivery.phase)),
    );
}

// Only what brings something new: an answer that returns a secret and nothing else is tied to its question.
function ofPublicKey(design: Design, reception: Reception): Missing | null {
  const { term, opened, origin, delivery, receiver } = reception;
  if (term.primitive !== 'penc' || !opened || design.vouchedFor(delivery, term)) return null;
  const elements = design.coveredElements(reception);
  const news = elements.some((element) => delivery.learned.includes(design.run.vocabulary.secret(element)));
  const shared = elements.some(({ kind, holders }) => isBetween(kind, holders, origin, receiver));
  return news && !shared ? { entity: origin, reason: 'encryption' } : null;
}

function isBetween(kind: Element['kind'], holders: readonly string[], one: string, other: string): boolean {
  const secret = kind === 'data' || kind === 'symmetric-key';
  return secret && holders.length === 2 && holders.includes(one) && holders.includes(other);
}

function ofGroup(design: Design, { term, verified, origin }: Reception): Missing | null {
  if (term.key === null || !verified || term.primitive === 'sign') return null;
  const holders = design.elementOf(term.key)?.holders ?? [];
  return holders.length > 2 ? { entity: origin, reason: 'group' } : null;
}

function ofTransferredKey(design: Design, reception: Reception): Missing | null {
  const { delivery, origin, receiver, opened } = reception;
  if (!opened) return null;
  for (const element of design.coveredElements(reception)) {
    const key = design.run.vocabulary.secret(element);
    const { kind, holders } = element;
    if (kind !== 'symmetric-key' || !delivery.learned.includes(key)) continue;
    if (!holders.includes(receiver) || holders.includes(origin)) continue;
    const partner = holders.find((entity) => entity !== receiver);
    if (partner !== undefined) return { entity: partner, reason: 'key' };
  }
  return null;
}

// One entity is to be authenticated to another that hears of it only from a third.
function ofClaim(design: Design, { verified, receiver, origin, term }: Reception): Missing | null {
  if (!verified) return null;
  for (const claim of design.model.claims) {
    const { claimed } = claim;
    if (claim.kind !== 'authentication' || claimed === null) continue;
    if (claim.claimant !== receiver || claimed === origin) continue;
    const heard = design.receptions.filter(
      (each) => each.receiver === receiver && (each.verified || each.opened) && isExposed(each.delivery),
    );
    const directly = heard.some((each) => each.origin === claimed);
    const named = heard.some((each) => each.term !== term && each.verified && design.names(each, claimed));
    if (!directly && !named) return { entity: claimed, reason: 'claim' };
  }
  return null;
}
