import { expect, test } from 'vitest';
import {
  formerOwners,
  ownerChanges,
  type FormerOwner,
  type OwnerState,
} from '#core/publication/owner-change.ts';

const day = (number: number): string => `2026-01-0${String(number)}T00:00:00.000Z`;

function formerOf(states: readonly (readonly [owner: string, organisation: string | null])[]): FormerOwner[] {
  const history = states.map(([owner, organisation], index): OwnerState => ({
    owner,
    organisation,
    recordedAt: day(index + 1),
  }));
  const latest = new Map(history.map(({ owner, organisation }) => [owner, organisation]));
  const owners = [...latest].flatMap(([id, organisation]) =>
    organisation === null ? [] : [{ id, organisation }],
  );
  return [...formerOwners(ownerChanges(history), owners)];
}

test('who is named now is no former owner, whatever happened before', () => {
  expect(formerOf([['a', 'Grid']])).toEqual([]);
  expect(
    formerOf([
      ['a', 'Grid'],
      ['a', null],
      ['a', 'Grid'],
    ]),
  ).toEqual([]);
});

test('who was taken away is one, once, with the day on which that happened last', () => {
  expect(
    formerOf([
      ['a', 'Grid'],
      ['a', null],
      ['a', 'Grid'],
      ['a', null],
    ]),
  ).toEqual([{ id: 'a', organisation: 'Grid', until: day(4), renamedTo: null }]);
});

test('who was renamed is one under the old name, which tells the new one', () => {
  expect(
    formerOf([
      ['a', 'Grid'],
      ['a', 'Grid and Sons'],
    ]),
  ).toEqual([{ id: 'a', organisation: 'Grid', until: day(2), renamedTo: 'Grid and Sons' }]);
});

test('another owner of the same name does not make a former one a present one', () => {
  expect(
    formerOf([
      ['a', 'Grid'],
      ['a', null],
      ['b', 'Grid'],
    ]),
  ).toEqual([{ id: 'a', organisation: 'Grid', until: day(2), renamedTo: null }]);
});
