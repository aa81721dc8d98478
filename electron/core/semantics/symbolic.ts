import type { AttackModel, Model } from '#core/language/model.ts';
import { adversaryOf, withItsChannels } from './adversary.ts';
import { Beginnings } from './beginnings.ts';
import { beginsWith, commonHoldings } from './begins.ts';
import type { Start } from './course.ts';
import { honestRun } from './honest-run.ts';
import { startsApart, WorldMemory } from './memory.ts';
import { lastingHoldings } from './lasting.ts';
import { heldIn } from './left.ts';
import { scriptOf } from './script-lines.ts';
import type { Setting } from './script-run.ts';
import type { Arrived, EntityScript } from './script.ts';
import type { Partners } from './seat.ts';
import { namesIn, Text } from './text.ts';
import { Unknowns } from './unknowns.ts';
import { usesIn, type Uses } from './uses.ts';
import { Values } from './value.ts';

/** An entity in a phase with an adversary, to be tried out. */
export interface Part {
  readonly setting: Setting;
  readonly arrival: Arrived | null;
}

/**
 * What each entity does in each phase with an adversary, whoever it deals with and whatever it receives, under an attack
 * model or the plain adversary: the most general messages that it takes and what it makes of them. What the lines of a
 * script mean stands at {@link EntityScript} and at its lines. All scripts are over one set of partners, and over the same
 * values; the unknown ones of each script are its own. A number in a value from before the adversary came stands for
 * whichever it was; no counter or clock showed one of another.
 */
export function entityScripts(model: Model, attack: AttackModel | null): readonly EntityScript[] {
  return partsOf(model, attack).map(({ setting, arrival }) => {
    const { lines, leaves, complete, tells } = scriptOf(setting);
    const { seat, phase } = setting;
    const begins = setting.begins.map(({ as, name, value }) => ({ as, name, value }));
    return { role: seat.role, phase: phase.name, arrival, begins, lines, leaves, complete, tells };
  });
}

/** Every entity in every phase with an adversary, in the order of the text. */
export function partsOf(model: Model, attack: AttackModel | null): readonly Part[] {
  const text = new Text(attack === null ? model : withItsChannels(model, attack));
  const typed = attack === null || adversaryOf(attack, text).typed;
  const values = new Values(!typed);
  const roles = text.model.entities.map(({ name }) => name);
  const partners: Partners = new Map(roles.map((role) => [role, values.agent([role], role)]));
  const { starts, everHeld } = new Beginnings(text, values, typed).arrival(
    partners,
    new WorldMemory(values, startsApart(text.numbers)),
  );
  const honest = honestRun(text, values, typed);
  const uses = usesIn(text, honest);
  const common: Start = {
    holdings: commonHoldings(text, values, partners),
    open: [],
    received: new Set(),
    from: null,
  };
  return text.open.flatMap((phase, place) =>
    roles.map((role): Part => {
      const seat = { role, partners, copy: 0 };
      const unknowns = new Unknowns(values, `${role} in ${phase.name}`);
      const setting = { text, values, typed, phase, seat, unknowns };
      const arrived = starts.get(role) ?? common;
      if (place === 0) {
        const arrival = { holds: heldIn(arrived), everHeld: everHeld.get(role) ?? [] };
        return { setting: { ...setting, given: withoutNumbers(arrived, text, role), begins: [] }, arrival };
      }
      const honestly = honest.starts[place]?.get(role) ?? common;
      const lasting = lastingHoldings(text, arrived.holdings, role, place);
      const beginning = { text, typed, role, place, unknowns, arrived, lasting, honest: honestly };
      const used = uses(role, place);
      const beside = [...used.beside, ...askedOf(text, honestly, used)];
      const begins = beginsWith(beginning, { ...used, beside });
      const given = { ...common, holdings: lasting, received: honestly.received };
      return { setting: { ...setting, given, begins }, arrival: null };
    }),
  );
}

// What somebody asks about, where the phase does not use it: under its names, and what it can be built from.
function askedOf(text: Text, { holdings }: Start, { names, beside }: Uses): readonly string[] {
  const { ticks, claims } = text.model;
  const asked = [
    ...ticks.map(({ element }) => element),
    ...claims.flatMap(({ element, on }) => [...(element === null ? [] : [element]), ...on]),
  ];
  const held = asked.flatMap((name) => {
    const secret = text.secretName(name);
    const definition = text.definition(name);
    const parts = definition === null ? [] : namesIn(text.spelledOut(definition));
    return [secret, ...parts.flatMap((each) => [each, `sk(${each})`, `pk(${each})`])];
  });
  return [...new Set(held)].filter(
    (name) =>
      holdings.named(name) !== null && !text.isRole(name) && !names.has(name) && !beside.includes(name),
  );
}

// What a counter showed before the adversary came is not what it shows in a run.
function withoutNumbers(start: Start, text: Text, role: string): Start {
  const holdings = start.holdings.copy();
  for (const { name, holders } of text.model.elements)
    if (text.isNumber(name) && holders.includes(role)) holdings.forget(name);
  return { ...start, holdings };
}
