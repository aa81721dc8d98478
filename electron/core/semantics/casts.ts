import type { Model } from '#core/language/model.ts';

/** One of the agents of a world. */
export interface Member {
  readonly role: string;
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
 * sessions are explored in either order.
 */
export function castsOf(model: Model): readonly Cast[] {
  const roles = model.entities.map(({ name }) => name);
  const honest = new Map(roles.map((role) => [role, honestName(role)]));
  const members = roles.flatMap((role): readonly Member[] => [
    { role, name: honestName(role), honest: true },
    { role, name: dishonestName(role), honest: false },
  ]);
  const withDishonest = (bad: string): ReadonlyMap<string, string> =>
    new Map([...honest, [bad, dishonestName(bad)]]);
  const counters = model.elements.filter(({ kind }) => kind === 'counter').map(({ name }) => name);
  const rising = startsOf(counters);
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
      ? [cast('two sessions, counters the other way round', [session(2)], startsOf(counters.toReversed()))]
      : []),
    ...roles.map((role) => cast(`${role} alone, twice`, [session(2, [role])])),
    ...roles.map((bad) =>
      cast(`a dishonest ${bad}`, [session(1), { partners: withDishonest(bad), roles, copies: 1 }]),
    ),
  ];
}

// Far enough from each other that no run reaches the next.
function startsOf(counters: readonly string[]): ReadonlyMap<string, number> {
  return new Map(counters.map((name, index) => [name, index * 100]));
}

function honestName(role: string): string {
  return `honest ${role}`;
}

function dishonestName(role: string): string {
  return `dishonest ${role}`;
}
