import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dossier } from '#core/dossier/dossier.ts';
import { mergeContents, resolve } from '#core/history/merge/merge-contents.ts';
import { runs } from '../support/random.ts';
import { apart } from './merged-projects.ts';

// Each of them merges whole projects several times.
const numRuns = Math.min(runs(1_000), 10_000);

// A dossier as flat facts, by what is merged as one: written down once more, field by field, for the comparison.

type Facts = Map<string, string>;
type Plain = Readonly<Record<string, unknown>>;

const together: Readonly<Record<string, readonly (readonly string[])[]>> = {
  statements: [['subject', 'inside'], ['text'], ['reason']],
  sources: [['title'], ['kind'], ['owner'], ['version'], ['classification'], ['note'], ['file']],
  threats: [['decision', 'reason', 'seen'], ['title'], ['description']],
  assessments: [['likelihood'], ['impact'], ['residualLikelihood'], ['residualImpact']],
  treatments: [['kind'], ['title'], ['description'], ['owner'], ['status'], ['principle']],
  confirmations: [['status', 'reason', 'proposed']],
  effort: [['activity'], ['day'], ['minutes'], ['note']],
  owners: [['organisation']],
  releasedItems: [['item', 'approver', 'organisation', 'day']],
};
const lists: Readonly<Record<string, readonly string[]>> = {
  statements: ['citations'],
  threats: ['requirements', 'citations'],
  treatments: ['threats'],
};
const own = [['attackType', 'breaches'], ['adversary'], ['phase'], ['attackModel']];

function write(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

function fieldsOf(entry: Plain, groups: readonly (readonly string[])[], members: readonly string[]): Facts {
  const facts: Facts = new Map();
  for (const group of groups) facts.set(group.join('+'), write(group.map((name) => entry[name])));
  for (const name of members) {
    for (const member of entry[name] as readonly unknown[])
      facts.set(`${name}: ${write(member)}`, 'is there');
  }
  return facts;
}

interface Three<Value> {
  readonly base: Value | undefined;
  readonly mine: Value | undefined;
  readonly theirs: Value | undefined;
}

// By the book: a side that did what the other did, or nothing, is no matter; else it is a conflict, and mine stands.
function three(
  key: string,
  { base, mine, theirs }: Three<string>,
  conflicts: Set<string>,
): string | undefined {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  conflicts.add(key);
  return mine;
}

function threeFacts(key: string, { base, mine, theirs }: Three<Facts>, conflicts: Set<string>): Facts {
  const merged: Facts = new Map();
  for (const name of new Set([...(base ?? []), ...(mine ?? []), ...(theirs ?? [])].map(([each]) => each))) {
    const fact = three(
      `${key} ${name}`,
      { base: base?.get(name), mine: mine?.get(name), theirs: theirs?.get(name) },
      conflicts,
    );
    if (fact !== undefined) merged.set(name, fact);
  }
  return merged;
}

function naive(sides: Readonly<Record<'base' | 'mine' | 'theirs', Dossier>>): {
  facts: Facts;
  conflicts: Set<string>;
} {
  const facts: Facts = new Map();
  const conflicts = new Set<string>();
  const all = (of: (dossier: Dossier) => unknown): Three<never> =>
    ({ base: of(sides.base), mine: of(sides.mine), theirs: of(sides.theirs) }) as unknown as Three<never>;
  for (const [section, groups] of Object.entries(together)) {
    const entries: Three<readonly Plain[]> = all((dossier) => dossier[section as keyof Dossier]);
    for (const id of new Set(
      [...(entries.base ?? []), ...(entries.mine ?? []), ...(entries.theirs ?? [])].map((entry) =>
        String(entry['id']),
      ),
    )) {
      const key = `${section} ${id}`;
      const of = (list: readonly Plain[] | undefined): Plain | undefined =>
        list?.find((entry) => entry['id'] === id);
      const entry = { base: of(entries.base), mine: of(entries.mine), theirs: of(entries.theirs) };
      if (entry.mine !== undefined && entry.theirs !== undefined) {
        const flat = (each: Plain | undefined): Facts | undefined => {
          if (each === undefined) return undefined;
          const known = fieldsOf(each, groups, lists[section] ?? []);
          const inner = each['own'];
          const isApart =
            section === 'threats' && entry.mine?.['own'] !== null && entry.theirs?.['own'] !== null;
          if (section === 'threats' && !isApart) known.set('own', write(inner));
          if (isApart && inner !== null) {
            for (const [name, fact] of fieldsOf(inner as Plain, own, ['targets']))
              known.set(`own ${name}`, fact);
          }
          return known;
        };
        const merged = threeFacts(
          key,
          { base: flat(entry.base), mine: flat(entry.mine), theirs: flat(entry.theirs) },
          conflicts,
        );
        for (const [name, fact] of merged) facts.set(`${key} ${name}`, fact);
        facts.set(key, 'is there');
      } else {
        const kept = three(
          key,
          {
            base: entry.base && write(entry.base),
            mine: entry.mine && write(entry.mine),
            theirs: entry.theirs && write(entry.theirs),
          },
          conflicts,
        );
        const whole = kept === undefined ? undefined : (entry.mine ?? entry.theirs);
        if (whole !== undefined) facts.set(key, 'is there');
        if (whole !== undefined) facts.set(`${key} whole`, write(whole));
      }
    }
  }
  return { facts, conflicts };
}

test('dossiers are merged as field by field, by the book', () => {
  fc.assert(
    fc.property(apart, ({ base, mine, theirs }) => {
      const dossiers = { base: base.dossier, mine: mine.dossier, theirs: theirs.dossier };
      const { facts, conflicts } = naive(dossiers);
      const text = 'protocol P\n';
      const plan = mergeContents({ ...base, text }, { ...mine, text }, { ...theirs, text });
      const found = plan.conflicts.flatMap(({ place }) =>
        place.part === 'dossier' && place.section in together
          ? [`${place.section} ${place.entry ?? ''}`]
          : [],
      );
      // Conflicts are in the same entries, and as many in each.
      const counted = (names: readonly string[]): readonly string[] => names.toSorted();
      const entryOf = (key: string): string => key.split(' ').slice(0, 2).join(' ');
      expect(counted(found)).toEqual(counted([...conflicts].map(entryOf)));
      const resolved = resolve(plan, new Map(plan.conflicts.map(({ id }) => [id, 'mine'])));
      if (!resolved.ok) throw new Error('answered');
      const { dossier } = resolved.value.content;
      const merged: Facts = new Map();
      for (const [section, groups] of Object.entries(together)) {
        for (const entry of dossier[section as keyof Dossier] as unknown as readonly Plain[]) {
          const key = `${section} ${String(entry['id'])}`;
          merged.set(key, 'is there');
          if (facts.has(`${key} whole`)) {
            merged.set(`${key} whole`, write(entry));
            continue;
          }
          for (const [name, fact] of fieldsOf(entry, groups, lists[section] ?? []))
            merged.set(`${key} ${name}`, fact);
          const inner = entry['own'];
          if (section !== 'threats') continue;
          if (facts.has(`${key} own`)) merged.set(`${key} own`, write(inner));
          else
            for (const [name, fact] of fieldsOf(inner as Plain, own, ['targets']))
              merged.set(`${key} own ${name}`, fact);
        }
      }
      expect([...merged].toSorted()).toEqual([...facts].toSorted());
    }),
    { numRuns },
  );
});
