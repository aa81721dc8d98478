import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  headRelations,
  relateHeads,
  type HeadRelation,
  type SeenHead,
  type SeenOpening,
} from '#vault/lineage/heads.ts';
import { runs } from '../../support/random.ts';

/*
 * A naive model of files that are copied, opened, written, crashed and put back. It knows of every writing which one it
 * goes on from, and whose work came into it; and it keeps the openings as the program does. What is said of two heads must
 * be what is true of the two writings.
 */

interface Writing extends SeenHead {
  readonly parent: Writing | null;
  /** The sessions whose work came into it: the one that wrote it, and those whose log that one took over. */
  readonly work: readonly Session[];
}

interface Session {
  readonly opening: SeenOpening;
  readonly own: boolean;
}

/** A file on a disk, with the sessions whose work is in the log beside it. */
interface Copy {
  file: Writing;
  left: readonly Session[];
  open: { readonly session: Session; last: Writing; pending: readonly Session[] } | null;
}

type Step =
  | { readonly do: 'open'; readonly at: number; readonly own: boolean }
  | { readonly do: 'write' | 'close' | 'crash' | 'copy'; readonly at: number }
  | { readonly do: 'restore'; readonly at: number; readonly from: number };

const place = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open'), at: place, own: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write'), at: place }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('close', 'crash', 'copy'), at: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore'), at: place, from: place }) },
);

/** Every writing that came about, with the sessions that were one's own. */
function played(steps: readonly Step[]): { readonly writings: readonly Writing[]; own: ReadonlySet<string> } {
  let count = 0;
  const fresh = (): string => String((count += 1));
  const begin = (base: number, own: boolean): Session => ({
    opening: { id: fresh(), baseSequence: base },
    own,
  });
  const writings: Writing[] = [];
  const write = (parent: Writing | null, work: readonly Session[]): Writing => {
    const before = parent?.openings ?? [];
    const known = new Set(before.map(({ id }) => id));
    const added = work.map(({ opening }) => opening).filter(({ id }) => !known.has(id));
    const sequence = (parent?.sequence ?? 0) + 1;
    const openings = [...before, ...added];
    const written = { vault: 'v', openings, sequence, generation: fresh(), parent, work };
    writings.push(written);
    return written;
  };
  const first = begin(0, true);
  const own = new Set<string>([first.opening.id]);
  const copies: Copy[] = [{ file: write(null, [first]), left: [], open: null }];
  const at = (index: number): Copy => {
    const found = copies[index % copies.length];
    if (found === undefined) throw new Error('there is always a copy');
    return found;
  };
  const seal = (copy: Copy): void => {
    if (copy.open === null) return;
    const { session, last, pending } = copy.open;
    // Whoever wrote the file meanwhile is not written over.
    if (copy.file.sequence > last.sequence) return;
    copy.file = write(last, [...pending, session]);
    copy.left = [];
    copy.open = { session, last: copy.file, pending: [] };
  };
  for (const each of steps) {
    const copy = at(each.at);
    if (each.do === 'open' && copy.open === null) {
      const session = begin(copy.file.sequence, each.own);
      if (each.own) own.add(session.opening.id);
      copy.open = { session, last: copy.file, pending: copy.left };
      copy.left = [...copy.left, session];
    } else if (each.do === 'write') seal(copy);
    else if (each.do === 'close') {
      seal(copy);
      copy.open = null;
    } else if (each.do === 'crash') copy.open = null;
    else if (each.do === 'copy') {
      if (copies.length < 6) copies.push({ file: copy.file, left: copy.left, open: null });
    } else if (each.do === 'restore') {
      const { file, left } = at(each.from);
      copy.file = file;
      copy.left = left;
      // The session that has it open goes on with what it has: its log is no longer what lies there.
    }
  }
  return { writings, own };
}

/** What is true of two writings. */
function truth(seen: Writing, file: Writing): HeadRelation {
  if (seen === file) return 'same';
  const since = pathBetween(seen, file);
  if (since !== null) {
    return since.every(({ work }) => work.every((session) => session.own)) ? 'own-ahead' : 'newer';
  }
  return pathBetween(file, seen) === null ? 'forked' : 'older';
}

/** The writings after one of them up to another that goes on from it; null where it does not. */
function pathBetween(earlier: Writing, later: Writing): readonly Writing[] | null {
  const path: Writing[] = [];
  for (let each: Writing | null = later; each !== null; each = each.parent) {
    if (each === earlier) return path;
    path.push(each);
  }
  return null;
}

const told = new Set<HeadRelation>();

test('what is said of a file and the one that was seen is true, however files were copied, crashed and put back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const { writings, own } = played(steps);
      for (const seen of writings) {
        for (const file of writings) {
          const relation = relateHeads(seen, file, ({ id }) => own.has(id));
          expect(relation).toBe(truth(seen, file));
          told.add(relation);
        }
      }
    }),
    { numRuns: runs(500) },
  );
  expect([...told, 'unknown'].toSorted()).toEqual([...headRelations].toSorted());
});

test('a crash between the writing of the file and the noting of its head is no alarm, in the same opening or the next', () => {
  const opened = [{ id: 'a', baseSequence: 0 }];
  const seen: SeenHead = { vault: 'v', openings: opened, sequence: 3, generation: '3' };
  const own = ({ id }: SeenOpening): boolean => id !== 'x';
  expect(relateHeads(seen, { ...seen, sequence: 4, generation: '4' }, own)).toBe('own-ahead');
  const next = (id: string): SeenHead => ({
    vault: 'v',
    openings: [...opened, { id, baseSequence: 4 }],
    sequence: 5,
    generation: '5',
  });
  expect(relateHeads(seen, next('b'), own)).toBe('own-ahead');
  expect(relateHeads(seen, next('x'), own)).toBe('newer');
  // Nothing says whose the writings of a program are that kept no openings.
  const before: SeenHead = { vault: 'v', openings: [], sequence: 3, generation: '3' };
  expect(relateHeads(before, { ...before, sequence: 4, generation: '4' }, own)).toBe('newer');
});

test('a project that was not seen is unknown, whatever else was seen', () => {
  const head: SeenHead = { vault: 'v', openings: [], sequence: 1, generation: '1' };
  expect(relateHeads(null, head, () => true)).toBe('unknown');
  expect(relateHeads({ ...head, vault: 'w' }, head, () => true)).toBe('unknown');
});
