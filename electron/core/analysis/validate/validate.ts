import type { AttackModel, Model } from '#core/language/model.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';
import type { EntityScript } from '#core/semantics/script.ts';
import { entityScripts } from '#core/semantics/symbolic.ts';
import { compareForms } from './compare.ts';
import { dishonestDifference } from './dishonest.ts';
import { Memories } from './memories.ts';
import { MessageReader } from './of-message.ts';
import { formOfRole } from './of-role.ts';
import { formOfScript, ValueReader } from './of-script.ts';

/** A protocol as it was translated, and what it was translated from. */
export interface Translated {
  readonly protocol: Protocol;
  /** The model as it stands in the text. */
  readonly model: Model;
  /** The attack model under which it was translated; null for the plain adversary. */
  readonly attack: AttackModel | null;
}

/**
 * Whether the roles of a protocol are what the reference interpreter says that the entities of its model do: the first
 * difference, in words that name entities, steps and nothing that is sent; null where there is none.
 */
export function translationDifference(
  { protocol, model, attack }: Translated,
  scripts: readonly EntityScript[] = entityScripts(model, attack),
): string | null {
  const constants = model.elements.flatMap(({ kind, name }) => (kind === 'constant' ? [name] : []));
  const messages = new MessageReader(protocol, new Set(constants));
  const values = new ValueReader(protocol.theory);
  const memories = new Memories();
  const phases = [...new Set(scripts.map(({ phase }) => phase))];
  const sides = scripts.map((script) => {
    const index = phases.indexOf(script.phase);
    const roles = protocol.roles.filter((role) => isUsual(role, script.role, index));
    return { script, roles, index };
  });
  const strange = protocol.roles.find(
    (role) => role.cutShort !== true && !isOnlyHandingOn(role) && !isPlayed(role) && !sides.some(({ roles }) => roles.includes(role)),
  );
  if (strange !== undefined) return `${strange.name}: no entity does that`;
  for (const { script, roles } of sides) {
    const [role, more] = roles;
    const where = `${script.role} in ${script.phase}`;
    if (more !== undefined) return `${where}: two roles`;
    const form = formOfRole(protocol, role ?? nothing(script.role, protocol), messages);
    const { difference } = compareForms(form, formOfScript(script, model.elements, values), script.role, memories);
    if (difference !== null) return `${where}: ${difference}`;
  }
  return dishonestDifference(protocol, attack, scripts, messages, values);
}

function nothing(entity: string, protocol: Protocol): Role {
  const parameters = protocol.roles[0]?.parameters ?? [];
  return { name: entity, parameters, self: entity, sorts: new Map(), steps: [], runs: null };
}

function isUsual(role: Role, entity: string, index: number): boolean {
  if (role.cutShort === true || role.self !== entity || isOnlyHandingOn(role) || isPlayed(role)) return false;
  return role.steps.every(({ phase }) => phase === index);
}

// Only takes what an earlier role left, and gives it to the adversary.
function isOnlyHandingOn({ steps }: Role): boolean {
  return steps.every((step) => (step.kind === 'send' || step.kind === 'receive') && step.purpose !== undefined);
}

// The adversary tells it what to send.
function isPlayed({ steps: [first, second, ...others] }: Role): boolean {
  return (
    first?.kind === 'receive' &&
    second?.kind === 'send' &&
    others.length === 0 &&
    first.pattern.kind === 'variable' &&
    second.message.kind === 'variable' &&
    first.pattern.name === second.message.name &&
    first.label !== second.label &&
    first.label.startsWith('as ')
  );
}
