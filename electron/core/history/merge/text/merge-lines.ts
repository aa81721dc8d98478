import type { Before } from '#core/history/merge/decision/before.ts';
import { inTurn, type Decisions, type Ways } from '#core/history/merge/decision/decisions.ts';
import { commonSequence, type Match } from '#core/history/merge/order/common-sequence.ts';

/** What a text merged by lines is contested under in a base, wherever it is. */
export const linesId = JSON.stringify(['text', null, 'lines']);

const ways: Ways<string> = {
  same: (one, other) => one === other,
  shown: (value) => value,
  joined: (one, other) => {
    const [first, second] = inTurn(one, other);
    return first === '' || second === '' ? null : `${first}${first.endsWith('\n') ? '' : '\n'}${second}`;
  },
};

/**
 * Merges three texts line by line: where all three have the same lines they stay, and each stretch between such lines is one
 * place. Without a known base the stretches lie between what both sides have.
 */
export function mergeLines(
  decisions: Decisions,
  before: Before<string>,
  mine: string,
  theirs: string,
): string {
  const [left, right] = [linesOf(mine), linesOf(theirs)];
  if (before.kind === 'known') return merged(decisions, linesOf(before.value), left, right, true);
  return merged(decisions, mine < theirs ? left : right, left, right, false);
}

function merged(
  decisions: Decisions,
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  isBaseKnown: boolean,
): string {
  const inMine = new Map(commonSequence(base, mine));
  const inTheirs = new Map(commonSequence(base, theirs));
  const stable = base.flatMap((_line, place): readonly Stable[] => {
    const [left, right] = [inMine.get(place), inTheirs.get(place)];
    return left === undefined || right === undefined ? [] : [{ base: place, mine: left, theirs: right }];
  });
  const end: Stable = { base: base.length, mine: mine.length, theirs: theirs.length };
  let from: Stable = { base: 0, mine: 0, theirs: 0 };
  const written: string[] = [];
  for (const to of [...stable, end]) {
    const part = (list: readonly string[], side: keyof Stable): string =>
      list.slice(from[side], to[side]).join('');
    const [was, left, right] = [part(base, 'base'), part(mine, 'mine'), part(theirs, 'theirs')];
    if (was !== left || was !== right) {
      const site = {
        id: JSON.stringify(['text', null, 'lines', from.base]),
        place: { part: 'text', kind: 'lines', line: from.base + 1 },
        contests: linesId,
      } as const;
      const known: Before<string> = isBaseKnown ? { kind: 'known', value: was } : { kind: 'unknown' };
      written.push(decisions.choose(site, known, left, right, ways));
    }
    written.push(base[to.base] ?? '');
    from = { base: to.base + 1, mine: to.mine + 1, theirs: to.theirs + 1 };
  }
  return written.join('');
}

interface Stable {
  readonly base: Match[0];
  readonly mine: number;
  readonly theirs: number;
}

// Each line with its end.
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}
