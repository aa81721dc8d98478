import type { Property } from '#core/analysis/record/question.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** What a question asks of events. */
export interface AskedEvents {
  /** The event that it starts from, and the one that it needs; null for none. */
  readonly starts: string;
  readonly needs: string | null;
  /** The event that is enough to be no attack, where the one that is needed says more than that. */
  readonly enough: string | null;
  /** True where the run that it starts from says itself what is right. */
  readonly sameRun: boolean;
}

type Correspondence = Extract<Query, { readonly kind: 'correspondence' }>;

/** The kinds of query, and how many arguments of both ends are the same, by the kinds of question. */
const correspondences: Readonly<
  Record<string, { readonly injective: boolean; readonly same: 'all' | number }>
> = {
  agreement: { injective: false, same: 'all' },
  'injective-agreement': { injective: true, same: 'all' },
  aliveness: { injective: false, same: 1 },
  'weak-agreement': { injective: false, same: 2 },
  'key-confirmation': { injective: false, same: 'all' },
  'entity-agreement': { injective: false, same: 'all' },
  'injective-entity-agreement': { injective: true, same: 'all' },
};

const others: Readonly<Record<string, Query['kind']>> = {
  secrecy: 'secrecy',
  'forward-secrecy': 'secrecy',
  'key-freshness': 'fresh',
  'key-uniqueness': 'unique',
};

/** The events that a query asks a question of; null where it is no query for that. */
export function eventsOf({ kind }: Pick<Property, 'kind'>, query: Query): AskedEvents | null {
  switch (query.kind) {
    case 'secrecy':
    case 'fresh':
    case 'unique':
      return others[kind] === query.kind
        ? { starts: query.event, needs: null, enough: null, sameRun: false }
        : null;
    case 'correspondence': {
      const expected = correspondences[kind];
      const [need, more] = query.needs;
      if (expected === undefined || need === undefined || more !== undefined) return null;
      const same = expected.same === 'all' ? query.end.args.length : expected.same;
      const enough = query.enough ?? need;
      const sameRun = need.run === query.end.run;
      const isEnough = query.enough === undefined || (!sameRun && query.enough.run !== query.end.run);
      const isRight =
        query.injective === expected.injective &&
        (!sameRun || kind === 'agreement') &&
        isEnough &&
        [need, enough].every((each) => agrees(query, each, same));
      return isRight
        ? { starts: query.end.event, needs: need.event, enough: query.enough?.event ?? null, sameRun }
        : null;
    }
    case 'unreachable':
    case 'equal':
      return null;
  }
}

// So many arguments are the same, and nothing is said of the others.
function agrees({ end }: Correspondence, need: EventPattern, same: number): boolean {
  const [ends, needs] = [end, need].map(({ args }) =>
    args.map((arg) => (arg.kind === 'variable' ? arg.name : null)),
  );
  if (ends === undefined || needs === undefined) return false;
  const all = [...ends, ...needs.slice(same)];
  return (
    needs.length >= same &&
    !all.includes(null) &&
    new Set(all).size === all.length &&
    needs.slice(0, same).every((name, index) => name === ends[index])
  );
}
