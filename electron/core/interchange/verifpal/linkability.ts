import type { Creation } from '#core/interchange/verifpal/facts.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { RoleBuilder } from '#core/interchange/verifpal/role-builder.ts';
import type { Name } from '#core/interchange/verifpal/syntax.ts';
import { nil } from '#core/interchange/verifpal/theory.ts';
import type { Translation } from '#core/interchange/verifpal/translate.ts';
import type { Message } from '#core/protocol/message.ts';

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
 * Verifpal's notion of linking two values, which is narrower than indistinguishability: both are observed in
 * an undisturbed run, and they are equal, or they have a secret in common and the attacker has all that they
 * are computed from, so that it can compute both by itself. The link is these arguments together. Null when
 * nothing that the attacker could have links the two. Throws {@link VerifpalFailure}.
 */
export function findLink(one: Name, other: Name, draft: Translation): Link | null {
  const first = originOf(one, draft);
  const second = originOf(other, draft);
  if (!first.observed || !second.observed) return null;
  // Whoever made the later one has both at hand.
  const [at, principal] = [second.order > first.order ? other : one, second.creation.principal];
  const same = first.creation.principal === principal;
  if (first.honest !== second.honest) {
    const common = [...first.secrets].some((secret) => second.secrets.has(secret));
    if (!common || first.inputs === null || second.inputs === null) return null;
  }
  if (!same) {
    throw new VerifpalFailure(other.span, 'verifpal-unlinkability-across-principals', other.name);
  }
  if (first.honest === second.honest) return { principal, at: at.name, message: nil };
  const inputs = [...new Set([...(first.inputs ?? []), ...(second.inputs ?? [])])];
  return { principal, at: at.name, message: draft.table.apply(jointSymbol(inputs.length), inputs) };
}

interface Origin {
  readonly creation: Creation;
  /** Where the creation stands in the file. */
  readonly order: number;
  readonly honest: Message;
  readonly observed: boolean;
  /** The expression it is computed from; null for what is not computed. */
  readonly inputs: readonly Message[] | null;
  readonly secrets: ReadonlySet<Message>;
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
    inputs: inputsOf(message, role),
    secrets: secretsOf(message, role, draft),
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
