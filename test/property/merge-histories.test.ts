import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { relation, rewired } from '#core/history/graph.ts';
import type { MergeAnswer } from '#core/history/merge/decision/place.ts';
import { mergeBase, type FoundBase } from '#core/history/merge/merge-base.ts';
import { mergeContents } from '#core/history/merge/merge-contents.ts';
import { mergedStateId } from '#core/history/merge/merged-state-id.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { sampleText } from '../support/models/sample.ts';
import { runs } from '../support/random.ts';
import { expectNothingLost, outcome } from './merge-laws.ts';
import { apart, edited, project, projectEdits, type ProjectEdits } from './merged-projects.ts';

// Each of them merges whole projects several times.
const numRuns = Math.min(runs(1_000), 10_000);

const mine = (): MergeAnswer => 'mine';
const theirs = (): MergeAnswer => 'theirs';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** States with what they hold, all of which both analysts have. */
class History {
  readonly graph = new Map<string, readonly string[]>();
  readonly contents = new Map<string, ProjectContent>();
  /** What was written of one's own work and is rightly not there any more. */
  readonly gone = new Set<string>();

  add(parents: readonly string[], content: ProjectContent): string {
    const id =
      parents.length > 1
        ? mergedStateId(parents, content, sha256)
        : sha256(`state ${String(this.graph.size)}`);
    this.graph.set(id, parents);
    this.contents.set(id, content);
    return id;
  }

  of(id: string): ProjectContent {
    const content = this.contents.get(id);
    if (content === undefined) throw new Error('no such state');
    return content;
  }

  base(one: string, other: string, isHeld: (id: string) => boolean = () => true): FoundBase {
    const contentOf = (id: string): ProjectContent | null => (isHeld(id) ? this.of(id) : null);
    return mergeBase({ graph: this.graph, contentOf }, one, other);
  }

  /** What comes of the head of one who gets that of another; her own words stand. */
  merge(own: string, other: string): string {
    switch (relation(this.graph, own, other)) {
      case 'same':
      case 'ahead':
        return own;
      case 'behind':
        return other;
      case 'apart': {
        const plan = mergeContents(this.base(own, other).base, this.of(own), this.of(other));
        const merged = outcome(plan, mine);
        expectNothingLost(plan, merged);
        // A conflict was answered with what she had herself.
        const disputed = JSON.stringify(plan.conflicts);
        for (const mark of marksOf(this.of(other))) if (disputed.includes(mark)) this.gone.add(mark);
        return this.add([own, other], merged);
      }
    }
  }
}

test('without a common state all that is alike stays, and all that is not is a conflict', () => {
  fc.assert(
    fc.property(apart, ({ mine: one, theirs: other }) => {
      const history = new History();
      const [left, right] = [history.add([], one), history.add([], other)];
      const { base, states } = history.base(left, right);
      expect(states).toEqual([]);
      const plan = mergeContents(base, one, other);
      expect(plan.places.filter(({ origin }) => origin !== 'conflict')).toEqual([]);
      expect(plan.conflicts.length === 0).toBe(
        JSON.stringify(one) === JSON.stringify(other) || plan.conflicts.length === 0,
      );
      for (const answer of [mine, theirs]) expectNothingLost(plan, outcome(plan, answer));
      expect(mergeContents(base, one, one).places).toEqual([]);
    }),
    { numRuns },
  );
});

test('where two answered the same conflicts otherwise, neither answer wins by itself', () => {
  fc.assert(
    fc.property(apart, projectEdits(2), ({ base, mine: one, theirs: other }, later) => {
      const history = new History();
      const root = history.add([], base);
      const [left, right] = [history.add([root], one), history.add([root], other)];
      const plan = mergeContents(base, one, other);
      const [asMine, asTheirs] = [outcome(plan, mine), outcome(plan, theirs)];
      fc.pre(plan.conflicts.length > 0);
      const heads = [history.add([left, right], asMine), history.add([right, left], asTheirs)] as const;
      if (heads[0] === heads[1]) return;
      const found = history.base(...heads);
      expect(found.states).toEqual([left, right].toSorted());
      expect(found.base.contested?.length).toBeGreaterThan(0);
      expect(history.base(heads[1], heads[0])).toEqual(found);
      const outer = mergeContents(found.base, asMine, asTheirs);
      expect(outer.places.filter(({ origin }) => origin !== 'conflict')).toEqual([]);
      const contested = new Set(plan.conflicts.map(({ contests }) => contests));
      const further = mergeContents(found.base, edited(asMine, later), asTheirs);
      expect(further.places.filter(({ id, origin }) => contested.has(id) && origin !== 'conflict')).toEqual(
        [],
      );
    }),
    { numRuns },
  );
});

const week = fc.array(fc.tuple(projectEdits(2), projectEdits(2), fc.boolean()), {
  minLength: 5,
  maxLength: 5,
});

// What one worked on by herself: an element that nobody else speaks of, and her hours.
function marksOf({ text, dossier }: ProjectContent): ReadonlySet<string> {
  const elements = text.match(/^constant (?:Ann|Bo)_\d/gmu) ?? [];
  return new Set([...elements, ...dossier.effort.flatMap(({ id }) => (/^(?:Ann|Bo)/u.test(id) ? [id] : []))]);
}

/** A day's work with something that the other has no part in, beside other changes. */
function worked(history: History, head: string, who: string, day: number, edits: ProjectEdits): string {
  const before = history.of(head);
  const content = edited(before, edits);
  const left = marksOf(content);
  for (const mark of marksOf(before)) if (!left.has(mark)) history.gone.add(mark);
  const hours = { activity: 'modelling', day: '2030-01-01', minutes: 60, note: who } as const;
  const effort = [...content.dossier.effort, { id: `${who}${String(day)}`, ...hours }];
  const text = `constant ${who}_${String(day)}\n${content.text}`;
  return history.add([head], { text, dossier: { ...content.dossier, effort } });
}

test('two who work apart for a week and merge each day come to the same, with the work of both', () => {
  fc.assert(
    fc.property(project, week, (start, days) => {
      const history = new History();
      const root = history.add([], start);
      let [ann, bo] = [root, root];
      for (const [day, [annsEdits, bosEdits, isBoth]] of days.entries()) {
        ann = worked(history, ann, 'Ann', day, annsEdits);
        bo = worked(history, bo, 'Bo', day, bosEdits);
        // In the evening both merge at the same time, or Bo gets what Ann merged.
        const annMerged = history.merge(ann, bo);
        bo = history.merge(bo, isBoth ? ann : annMerged);
        ann = annMerged;
      }
      ann = history.merge(ann, bo);
      bo = history.merge(bo, ann);
      expect(bo).toBe(ann);
      const left = marksOf(history.of(ann));
      const all = days.flatMap((_day, day) =>
        ['Ann', 'Bo'].flatMap((who) => [`constant ${who}_${String(day)}`, `${who}${String(day)}`]),
      );
      expect(all.filter((mark) => !left.has(mark) && !history.gone.has(mark))).toEqual([]);
    }),
    // Up to eleven merges each.
    { numRuns: Math.ceil(numRuns / 4) },
  );
});

test('where the nearest common state was thinned away an older one serves, and nothing is lost for it', () => {
  fc.assert(
    fc.property(
      project,
      fc.array(projectEdits(2), { minLength: 4, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      (start, edits, held) => {
        const history = new History();
        const trunk = [history.add([], start)];
        for (const each of edits.slice(0, 2))
          trunk.push(history.add(trunk.slice(-1), edited(history.of(trunk.at(-1) ?? ''), each)));
        const [one, other] = edits
          .slice(2)
          .map((each) => history.add(trunk.slice(-1), edited(history.of(trunk.at(-1) ?? ''), each)));
        if (one === undefined || other === undefined) throw new Error('two heads');
        const isHeld = (id: string): boolean =>
          id === one || id === other || held[trunk.indexOf(id)] === true;
        const { base, states } = history.base(one, other, isHeld);
        expect(states).toEqual(trunk.filter(isHeld).slice(-1));
        // The same as if the states that are not held had never been known.
        const kept = new Set([...history.graph.keys()].filter(isHeld));
        const thinned = mergeBase(
          { graph: rewired(history.graph, kept), contentOf: (id) => history.of(id) },
          one,
          other,
        );
        expect(thinned).toEqual({ base, states });
        const plan = mergeContents(base, history.of(one), history.of(other));
        for (const answer of [mine, theirs]) expectNothingLost(plan, outcome(plan, answer));
      },
    ),
    { numRuns },
  );
});

test('a long row of evenings on which both answer otherwise is merged in reasonable time', () => {
  const history = new History();
  const root = history.add([], { text: sampleText, dossier: emptyDossier });
  let [ann, bo] = [root, root];
  for (let day = 0; day < 60; day += 1) {
    const label = (head: string, who: string): string => {
      const { text, dossier } = history.of(head);
      const changed = text.replace(/entity CON ".*"/u, `entity CON "${who} ${String(day)}"`);
      return history.add([head], { text: changed, dossier });
    };
    [ann, bo] = [label(ann, 'Ann'), label(bo, 'Bo')];
    [ann, bo] = [history.merge(ann, bo), history.merge(bo, ann)];
  }
  const { base } = history.base(ann, bo);
  expect(mergeContents(base, history.of(ann), history.of(bo)).conflicts).toHaveLength(1);
});
