import type { Creation } from '#core/interchange/verifpal/facts.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { RoleBuilder } from '#core/interchange/verifpal/role-builder.ts';
import type { Name } from '#core/interchange/verifpal/syntax.ts';
import { diffieHellmanSymbol, symbolOf } from '#core/interchange/verifpal/primitives.ts';
import { nil } from '#core/interchange/verifpal/theory.ts';
import type { Translation } from '#core/interchange/verifpal/translate.ts';
import type { Application, Message } from '#core/protocol/message.ts';

/** A link between two values: a message, known to a principal when it has made the constant `at`. */
export interface Link {
  readonly principal: string;
  readonly at: string;
  readonly message: Message;
}

/** The symbol for so many messages together: anybody who has them all has the application. */
export function jointSymbol(count: number): string {
  return `together ${count}`;
}

/**
 * Verifpal's notion of linking two values, which is narrower than indistinguishability: both are observed in an
 * undisturbed run, and
 *
 * - they are equal, and made of something secret; or
 * - they are two of a kind whose check names a key, under the same key, and the attacker has what names it: signatures and
 *   their public key, authenticated ciphertexts and their key, encapsulations and the public key that they are to; or
 * - they have a secret in common and the attacker has all that they are computed from, so that it can compute both by
 *   itself. The link is these arguments together.
 *
 * Empty when nothing that the attacker could have links the two; each of several links does. Throws
 * {@link VerifpalFailure}.
 */
export function findLinks(one: Name, other: Name, draft: Translation): readonly Link[] {
  const first = originOf(one, draft);
  const second = originOf(other, draft);
  if (!first.observed || !second.observed) return [];
  // Whoever made the later one has both at hand.
  const [name, { creation }] = second.order > first.order ? [other, second] : [one, first];
  const at = { principal: creation.principal, at: name.name };
  const same = first.creation.principal === second.creation.principal;
  const refuse = (): never => {
    throw new VerifpalFailure(other.span, 'verifpal-unlinkability-across-principals', other.name);
  };
  if (first.honest === second.honest) {
    if (!first.isSecret) return [];
    return same ? [{ ...at, message: nil }] : refuse();
  }
  const links: Link[] = [];
  const identity = sameIdentity(first, second, draft);
  if (identity !== null) links.push({ ...at, message: identity });
  const common = [...first.secrets].some((secret) => second.secrets.has(secret));
  if (!common || first.inputs === null || second.inputs === null) return links;
  if (!same) return refuse();
  const inputs = [...new Set([...first.inputs, ...second.inputs])];
  return [...links, { ...at, message: draft.table.apply(jointSymbol(inputs.length), inputs) }];
}

/** The symbols of results that a check identifies by the key in the first place; true where its public key does. */
const identifying: ReadonlyMap<string, boolean> = new Map([
  [symbolOf('SIGN', 2, 0, 1), true],
  [symbolOf('AEAD_ENC', 3, 0, 1), false],
  // The key of an encapsulation is the public one already.
  [symbolOf('KEM_ENCAP', 2, 1, 2), false],
]);

// What names the key that two values are checked with; null where they are no such values, or of different keys.
function sameIdentity(first: Origin, second: Origin, { table }: Translation): Message | null {
  const [one, other] = [first.application, second.application];
  const byPublicKey = identifying.get(one?.symbol ?? '');
  const [key] = one?.args ?? [];
  if (byPublicKey === undefined || key === undefined) return null;
  if (one?.symbol !== other?.symbol || key !== other?.args[0]) return null;
  // Another principal's variable is not in the role that tells of the link.
  if (first.creation.principal !== second.creation.principal && key.kind !== 'constant') return null;
  return byPublicKey ? table.apply(diffieHellmanSymbol, [table.generator, key]) : key;
}

interface Origin {
  readonly creation: Creation;
  /** Where the creation stands in the file. */
  readonly order: number;
  readonly honest: Message;
  readonly observed: boolean;
  /** The primitive's application that it is; null for what is not computed, and for what comes out of a destructor. */
  readonly application: Application<Message> | null;
  /** The expression it is computed from; null for what is not computed. */
  readonly inputs: readonly Message[] | null;
  readonly secrets: ReadonlySet<Message>;
  /** True when something secret is in the value itself. */
  readonly isSecret: boolean;
}

function originOf({ name, span }: Name, draft: Translation): Origin {
  const [creation] = draft.facts.creations.get(name);
  const role = creation === undefined ? undefined : draft.roles.get(creation.principal);
  if (creation === undefined || role === undefined) {
    throw new VerifpalFailure(span, 'verifpal-unknown-constant', name);
  }
  const { message } = creation;
  const honest = role.honestValue(message);
  return {
    creation,
    order: draft.facts.creations.keys.indexOf(name),
    honest,
    observed: draft.facts.observed.has(honest),
    application: role.applicationOf(message),
    inputs: inputsOf(message, role),
    secrets: secretsOf(message, role, draft),
    isSecret: secretsOf(honest, role, draft).size > 0,
  };
}

function inputsOf(message: Message, role: RoleBuilder): readonly Message[] | null {
  switch (message.kind) {
    case 'apply':
      return message.args;
    case 'variable':
      return role.computed.get(message.name) ?? null;
    case 'fresh':
    case 'constant':
      return null;
  }
}

// The secret leaves of a value and of all that it was computed from, as they are in an undisturbed run.
function secretsOf(message: Message, role: RoleBuilder, draft: Translation): ReadonlySet<Message> {
  const found = new Set<Message>();
  const seen = new Set<Message>();
  const visit = (part: Message): void => {
    if (seen.has(part)) return;
    seen.add(part);
    switch (part.kind) {
      case 'apply':
        part.args.forEach(visit);
        break;
      case 'variable':
        visit(role.honestValue(part));
        role.computed.get(part.name)?.forEach(visit);
        break;
      case 'constant':
        if (draft.secrets.has(part.name)) found.add(part);
        break;
      case 'fresh':
        found.add(part);
        break;
    }
  };
  visit(message);
  return found;
}
