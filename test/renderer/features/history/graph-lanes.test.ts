import { describe, expect, test } from 'vitest';
import { graphRows, laneCount, type GraphState } from '#renderer/features/history/graph-lanes.ts';

/** States as "child:parent,parent", the newest first. */
function states(...written: readonly string[]): readonly GraphState[] {
  return written.map((each) => {
    const [id = '', parents = ''] = each.split(':');
    return { id, parents: parents === '' ? [] : parents.split(',') };
  });
}

describe('the graph beside the states', () => {
  test('is one line where nothing was merged', () => {
    const rows = graphRows(states('c:b', 'b:a', 'a'));
    expect(rows.map(({ lane }) => lane)).toEqual([0, 0, 0]);
    expect(rows[1]?.lines).toEqual([
      { from: 0, to: 0, part: 'above' },
      { from: 0, to: 0, part: 'below' },
    ]);
    expect(rows[0]?.lines).toEqual([{ from: 0, to: 0, part: 'below' }]);
    expect(rows[2]?.lines).toEqual([{ from: 0, to: 0, part: 'above' }]);
    expect(laneCount(rows)).toBe(1);
  });

  test('parts at a merge and comes together where both sides come from', () => {
    const rows = graphRows(states('m:x,y', 'x:a', 'y:a', 'a'));
    expect(rows.map(({ lane }) => lane)).toEqual([0, 0, 1, 0]);
    expect(rows[0]?.lines.filter(({ part }) => part === 'below')).toEqual([
      { from: 0, to: 0, part: 'below' },
      { from: 0, to: 1, part: 'below' },
    ]);
    expect(rows[2]?.lines).toEqual([
      { from: 1, to: 1, part: 'above' },
      { from: 0, to: 0, part: 'past' },
      { from: 1, to: 1, part: 'below' },
    ]);
    expect(rows[3]?.lines).toEqual([
      { from: 0, to: 0, part: 'above' },
      { from: 1, to: 0, part: 'above' },
    ]);
    expect(laneCount(rows)).toBe(2);
  });

  test('leaves out what is not kept, and uses a lane again', () => {
    const rows = graphRows(states('n:m', 'm:x,y', 'y:gone', 'x:w', 'w:v,u', 'u:v', 'v'));
    expect(laneCount(rows)).toBe(2);
    expect(rows.at(-1)?.lines.every(({ part }) => part === 'above')).toBe(true);
    expect(rows[2]?.lines.some(({ part }) => part === 'below')).toBe(false);
  });

  test('draws each line on: what leaves a row comes into the next one', () => {
    const rows = graphRows(states('g:f,e', 'f:d', 'e:d,c', 'd:b', 'c:b', 'b:a', 'a'));
    for (const [index, row] of rows.entries()) {
      const left = new Set(row.lines.flatMap(({ to, part }) => (part === 'above' ? [] : [to])));
      expect(new Set(rows[index + 1]?.entering ?? [])).toEqual(left);
    }
  });
});
