import type { Model } from '#core/language/model.ts';
import { startsApart } from './memory.ts';

/** One of the agents of a world. */
export interface Member {
  /** The roles that it may play. */
  readonly roles: readonly string[];
  readonly name: string;
  readonly honest: boolean;
}

/** Partners that may meet: who plays each role, and how many runs of which roles may take place among them. */
export interface Session {
  readonly partners: ReadonlyMap<string, string>;
  readonly roles: readonly string[];
  readonly copies: number;
}

/** Who takes part in a world, and in which sessions. */
export interface Cast {
  /** In a few words, for people who look at what was explored. */
  readonly title: string;
  readonly members: readonly Member[];
  readonly sessions: readonly Session[];
  /** The numbers that the counters have before anybody advances them. */
  readonly counters: ReadonlyMap<string, number>;
}

/**
 * The casts that are explored: one session of honest agents; two; one role alone, once and twice, when nobody answers
 * but the adversary; and one session of honest agents beside one in which one role is played by the adversary's agent.
 * Whatever the adversary's agents have by the declarations and from before it came, it has in all of them. No counter
 * begins with the number of another, and each may begin with a higher one than any other: where there are several, two
 * sessions are explored in either order. Where one agent may play two roles, it does so beside these: see
 * {@link castsOfOneInTwo}.
 */
export function castsOf(model: Model): readonly Cast[] {
  const roles = model.entities.map(({ name }) => name);
  const honest = new Map(roles.map((role) => [role, honestName(role)]));
  const members = roles.flatMap((role): readonly Member[] => [
    { roles: [role], name: honestName(role), honest: true },
    { roles: [role], name: dishonestName(role), honest: false },
  ]);
  const withDishonest = (bad: string): ReadonlyMap<string, string> =>
    new Map([...honest, [bad, dishonestName(bad)]]);
  const counters = countersOf(model);
  const rising = startsApart(counters);
  const cast = (title: string, sessions: readonly Session[], starts = rising): Cast => {
    const silent = roles.map((bad): Session => ({ partners: withDishonest(bad), roles: [], copies: 0 }));
    return { title, members, sessions: [...sessions, ...silent], counters: starts };
  };
  const session = (copies: number, only = roles): Session => ({ partners: honest, roles: only, copies });
  return [
    cast('one session', [session(1)]),
    ...roles.map((role) => cast(`${role} alone`, [session(1, [role])])),
    cast('two sessions', [session(2)]),
    ...(counters.length > 1
      ? [cast('two sessions, counters the other way round', [session(2)], startsApart(counters.toReversed()))]
      : []),
    ...roles.map((role) => cast(`${role} alone, twice`, [session(2, [role])])),
    ...roles.map((bad) =>
      cast(`a dishonest ${bad}`, [session(1), { partners: withDishonest(bad), roles, copies: 1 }]),
    ),
    ...model.coincide.flatMap((pair) => castsOfOneInTwo(model, pair)),
  ];
}

/**
 * The casts of two agents of whom each may play either of two roles: one of them in both, when nobody answers but the
 * adversary; both of them, in either way; and one that is led to talk to itself. The adversary has an agent that plays
 * both with either of them.
 */
function castsOfOneInTwo(model: Model, [one, other]: readonly [string, string]): readonly Cast[] {
  const roles = model.entities.map(({ name }) => name);
  const both = [one, other];
  const [left, right, bad] = ['left', 'right', 'dishonest'].map((each) => `${each} ${one}/${other}`);
  if (left === undefined || right === undefined || bad === undefined) return [];
  const members = [
    ...[left, right].map((name): Member => ({ roles: both, name, honest: true })),
    { roles: both, name: bad, honest: false },
    ...roles
      .filter((role) => !both.includes(role))
      .map((role): Member => ({ roles: [role], name: honestName(role), honest: true })),
  ];
  const session = (ends: readonly [string, string], only: readonly string[]): Session => ({
    partners: new Map([
      ...roles.map((role): [string, string] => [role, honestName(role)]),
      [one, ends[0]],
      [other, ends[1]],
    ]),
    roles: only,
    copies: 1,
  });
  const counters = startsApart(countersOf(model));
  const silent = [left, right].flatMap((name) => [session([name, bad], []), session([bad, name], [])]);
  const cast = (title: string, sessions: readonly Session[]): Cast => ({
    title,
    members,
    sessions: [...sessions, ...silent],
    counters,
  });
  return [
    cast(`one agent as ${one} and as ${other}`, [
      session([left, right], [one]),
      session([right, left], [other]),
    ]),
    cast(`two agents, each as ${one} and as ${other}`, [
      session([left, right], roles),
      session([right, left], roles),
    ]),
    cast(`${one} and ${other} in one, talking to itself`, [session([left, left], roles)]),
  ];
}

function countersOf({ elements }: Model): readonly string[] {
  return elements.filter(({ kind }) => kind === 'counter').map(({ name }) => name);
}

function honestName(role: string): string {
  return `honest ${role}`;
}

function dishonestName(role: string): string {
  return `dishonest ${role}`;
}
