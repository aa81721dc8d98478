import type { Property } from '#core/analysis/record/question.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';
import type { EntityScript } from '#core/semantics/script.ts';
import { entityScripts } from '#core/semantics/symbolic.ts';
import { compareForms } from './compare.ts';
import { dishonestDifference } from './dishonest.ts';
import { EventComparison } from './events.ts';
import { Memories } from './memories.ts';
import { MessageReader } from './of-message.ts';
import { formOfRole } from './of-role.ts';
import { formOfScript, ValueReader } from './of-script.ts';
import type { Part } from './part.ts';
import { successionDifference } from './succession.ts';

/**
 * Compares protocols with what the reference interpreter says that the entities of the model they were translated from do.
 * It shares nothing with the translation but what a protocol is.
 */
export class Validator {
  readonly #model: Model;
  readonly #scripts = new Map<AttackModel | null, readonly EntityScript[]>();

  /** `model`: as it stands in the text. */
  constructor(model: Model) {
    this.#model = model;
  }

  /**
   * The first difference between the roles of a protocol and what entities do under an attack model, or under the plain
   * adversary, or between what its queries ask and the questions: in words that name entities and messages and nothing that
   * is sent; null where there is none.
   */
  differenceOf(
    protocol: Protocol,
    attack: AttackModel | null,
    questions: readonly Property[],
  ): string | null {
    const scripts = this.#scripts.get(attack) ?? entityScripts(this.#model, attack);
    this.#scripts.set(attack, scripts);
    return translationDifference(protocol, this.#model, attack, scripts, questions);
  }
}

function translationDifference(
  protocol: Protocol,
  { elements, coincide }: Model,
  attack: AttackModel | null,
  scripts: readonly EntityScript[],
  questions: readonly Property[],
): string | null {
  const constants = elements.flatMap(({ kind, name }) => (kind === 'constant' ? [name] : []));
  const read = (): MessageReader => new MessageReader(protocol, new Set(constants));
  const values = new ValueReader(protocol.theory);
  const phases = [...new Set(scripts.map(({ phase }) => phase))];
  const sides = scripts.map((script): Side => {
    const index = phases.indexOf(script.phase);
    return { script, index, roles: protocol.roles.filter((role) => isUsual(role, script.role, index)) };
  });
  const strange = protocol.roles.find(
    (role) => isCompared(role) && !sides.some(({ roles }) => roles.includes(role)),
  );
  if (strange !== undefined) return `${strange.name}: no entity does that`;
  const typed = attack?.untyped !== true;
  // Where one agent may play several entities, every role is there once for each way of naming what they share.
  const ways = Math.max(1, ...sides.map(({ roles }) => roles.length));
  const usual = read();
  for (let way = 0; way < ways; way += 1) {
    const messages = way === 0 ? usual : read();
    const reading = { protocol, elements, messages, values, typed, coincide };
    const parts = partsOf(sides, way, ways, reading);
    if (typeof parts === 'string') return parts;
    const difference =
      eventsDifference(protocol, new EventComparison(parts, scripts, values), questions) ??
      successionDifference(parts, partsBeside(sides, { ...reading, messages: messages.copy() }));
    if (difference !== null) return difference;
  }
  return dishonestDifference(protocol, attack, scripts, usual, values);
}

/** An entity in a phase: its script, and the roles for it. */
interface Side {
  readonly script: EntityScript;
  readonly index: number;
  readonly roles: readonly Role[];
}

interface Reading extends Pick<Model, 'elements' | 'coincide'> {
  readonly protocol: Protocol;
  readonly messages: MessageReader;
  readonly values: ValueReader;
  readonly typed: boolean;
}

// The roles of one way of naming, with their scripts; what the first difference is where there is one.
function partsOf(
  sides: readonly Side[],
  way: number,
  ways: number,
  reading: Reading,
): readonly Part[] | string {
  const memories = new Memories();
  const parts: Part[] = [];
  for (const side of sides) {
    const { script, roles } = side;
    const where = `${script.role} in ${script.phase}`;
    if (roles.length > 1 && reading.coincide.length === 0) return `${where}: two roles`;
    if (roles.length > 0 && roles.length < ways) return `${where}: too few roles`;
    const part = partOf(side, roles[way] ?? nothing(script.role, reading.protocol), memories, reading);
    if (typeof part === 'string') return `${where}: ${part}`;
    parts.push(part);
  }
  return parts;
}

// A role with the script of its entity, or in what they differ.
function partOf(
  { script, index }: Side,
  role: Role,
  memories: Memories,
  { protocol, elements, messages, values, typed }: Reading,
): Part | string {
  const { role: entity, phase, tells } = script;
  const own = formOfRole(protocol, role, messages);
  const other = formOfScript(script, elements, values);
  const { difference, likeness } = compareForms(own, other, { entity, memories, typed });
  return difference ?? { entity, phase, index, role: own, script: other, tells, likeness };
}

// The roles that do what an entity does and begin with more.
function partsBeside(sides: readonly Side[], reading: Reading): readonly Part[] {
  return sides.flatMap((side) =>
    reading.protocol.roles
      .filter(
        ({ variant, self, steps }) =>
          variant === 'starts-otherwise' &&
          self === side.script.role &&
          steps.every(({ phase }) => phase === side.index),
      )
      .map((role) => partOf(side, role, new Memories(), reading))
      .filter((part) => typeof part !== 'string'),
  );
}

function eventsDifference(
  protocol: Protocol,
  events: EventComparison,
  questions: readonly Property[],
): string | null {
  const queries = new Map(protocol.queries.map((query) => [query.name, query]));
  for (const question of questions) {
    const query = queries.get(question.key);
    const difference = query === undefined ? null : events.differenceOf(question, query);
    if (difference !== null) return difference;
  }
  return null;
}

function nothing(entity: string, protocol: Protocol): Role {
  const parameters = protocol.roles[0]?.parameters ?? [];
  return { name: entity, parameters, self: entity, sorts: new Map(), steps: [], runs: null };
}

function isUsual(role: Role, entity: string, index: number): boolean {
  if (!isCompared(role) || role.self !== entity || role.runs !== null) return false;
  return role.steps.every(({ phase }) => phase === index);
}

// Prefixes and repetitions of usual roles, and roles that nobody in the model has, are left out.
function isCompared(role: Role): boolean {
  return role.variant === undefined && !isOnlyHandingOn(role) && !isPlayed(role);
}

// Only takes what an earlier role left, and gives it to the adversary.
function isOnlyHandingOn({ steps }: Role): boolean {
  return steps.every(
    (step) => (step.kind === 'send' || step.kind === 'receive') && step.purpose !== undefined,
  );
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
