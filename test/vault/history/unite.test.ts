import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { mergedStateId } from '#core/history/merge/merged-state-id.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import type { ForeignHistory } from '#vault/history/foreign-history.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { eventId } from '#vault/repositories/audit-event.ts';
import { ledgerId, ledgerText, type LedgerContent } from '#vault/repositories/ledger-entry.ts';
import type { Vault } from '#vault/vault.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';
import { SetClock } from '../../support/year-of-work.ts';

const grid = { id: 'a', organisation: 'Grid operator' };
const meter = { id: 'b', organisation: 'Meter vendor' };
const fileHash = '1'.repeat(64);
const letter = { approver: 'Head', day: '2026-01-31', fileHash } as const;

let mine: Vault;
let theirs: Vault;
let path: string;

// Two copies of one project, which two people work on from then on.
beforeEach(async () => {
  path = join(temporaryFolder(), 'AMS.segl');
  const made = valueOf(
    await createVault({ path, passphrase, projectName: 'AMS', text: 'base' }, quickPlatform),
  );
  valueOf(made.dossier.save(owned(grid)));
  valueOf(made.close());
  const other = join(temporaryFolder(), 'AMS.segl');
  copyFileSync(path, other);
  mine = valueOf(
    await openVault(path, passphrase, { ...quickPlatform, author: { name: 'Anne', fingerprint: 'f1' } }),
  );
  theirs = valueOf(
    await openVault(other, passphrase, { ...quickPlatform, author: { name: 'Berit', fingerprint: 'f2' } }),
  );
  return () => {
    mine.close();
    theirs.close();
  };
});

function owned(...owners: readonly { readonly id: string; readonly organisation: string }[]): Dossier {
  return { ...emptyDossier, owners };
}

/** Everything that a copy has, as it would be handed on; of some states only their places. */
function allOf(vault: Vault, without: readonly string[] = []): ForeignHistory {
  return {
    project: vault.project.id,
    head: vault.history.head.id,
    states: vault.history.states().map((state) => ({
      ...state,
      content: without.includes(state.id) ? null : valueOf(vault.history.content(state.id)),
    })),
    ledger: valueOf(vault.store.content.ledger.entries()),
    audit: vault.audit.all(),
    documents: [],
  };
}

const idsOf = (vault: Vault): readonly string[] => vault.history.states().map(({ id }) => id);
const eventsOf = (vault: Vault): readonly string[] => vault.audit.all().map(({ id }) => id);
const everything = (vault: Vault): unknown => [
  idsOf(vault).toSorted(),
  eventsOf(vault).toSorted(),
  valueOf(vault.ledger.read()),
];

function mergeInto(vault: Vault, other: Vault, text: string): ReturnType<Vault['history']['merge']> {
  const content = { text, dossier: valueOf(vault.dossier.read()) };
  const parents = [vault.history.head.id, other.history.head.id];
  return vault.history.merge({ parents, content, foreign: allOf(other) });
}

test('what another copy has is taken over once, and the project stays as it is', () => {
  valueOf(theirs.texts.save('theirs'));
  valueOf(mine.texts.save('mine'));
  const head = mine.history.head;
  valueOf(mine.history.unite(allOf(theirs)));
  expect(mine.history.head).toEqual(head);
  expect(mine.texts.latest().text).toBe('mine');
  expect(idsOf(mine)).toEqual(expect.arrayContaining([...idsOf(theirs)]));
  expect(valueOf(mine.history.content(theirs.history.head.id))?.text).toBe('theirs');
  const added = mine.history.states().find(({ id }) => id === theirs.history.head.id);
  expect(added).toEqual(theirs.history.head);
  expect(added?.author?.name).toBe('Berit');
  expect(mine.audit.verify()).toEqual([]);

  const before = everything(mine);
  valueOf(mine.history.unite(allOf(theirs)));
  expect(everything(mine)).toEqual(before);
});

describe('the name of a state', () => {
  const nameIn = (vault: Vault, id: string): string | null | undefined =>
    vault.history.states().find((state) => state.id === id)?.name;
  const exchange = (): void => {
    const [ofMine, ofTheirs] = [allOf(mine), allOf(theirs)];
    valueOf(mine.history.unite(ofTheirs));
    valueOf(theirs.history.unite(ofMine));
  };
  const rename = (vault: Vault, id: string, name: string | null): void => {
    valueOf(vault.history.name(id, name));
  };

  test.each(['Final', null])('that somebody knew and changed to %s is what was said later', (later) => {
    const { id } = mine.history.head;
    rename(mine, id, 'Draft');
    exchange();
    rename(theirs, id, later);
    exchange();
    expect([nameIn(mine, id), nameIn(theirs, id)]).toEqual([later, later]);
    // An older copy brings no earlier name back.
    exchange();
    expect([nameIn(mine, id), nameIn(theirs, id)]).toEqual([later, later]);
  });

  test('that two gave without knowing of each other is both, until somebody decides', () => {
    const { id } = mine.history.head;
    rename(mine, id, 'Review');
    rename(theirs, id, 'Delivery');
    exchange();
    expect([nameIn(mine, id), nameIn(theirs, id)]).toEqual(['Delivery / Review', 'Delivery / Review']);
    rename(mine, id, 'Delivered');
    exchange();
    expect([nameIn(mine, id), nameIn(theirs, id)]).toEqual(['Delivered', 'Delivered']);
  });
});

test('two who merge the same with the same outcome make the same state, and have the same history', () => {
  valueOf(theirs.texts.save('theirs'));
  valueOf(mine.texts.save('mine'));
  const [before, after] = [allOf(mine), allOf(theirs)];
  const parents = [mine.history.head.id, theirs.history.head.id];
  const content = { text: 'both', dossier: owned(grid) };
  const one = valueOf(mine.history.merge({ parents, content, foreign: after }));
  const other = valueOf(theirs.history.merge({ parents: parents.toReversed(), content, foreign: before }));
  expect(one).toMatchObject({ cause: 'merged', parents: parents.toSorted() });
  expect(one.id).toBe(other.id);
  expect(one.id).toBe(mergedStateId(parents, content, (text) => sha256Of(Buffer.from(text))));
  expect([mine, theirs].map((vault) => vault.texts.latest().text)).toEqual(['both', 'both']);
  // Afterwards there is nothing to merge, and both come to say the same of it.
  valueOf(mine.history.unite(allOf(theirs)));
  valueOf(theirs.history.unite(allOf(mine)));
  expect(mine.history.states()).toEqual(theirs.history.states());
  expect(everything(mine)).toEqual(everything(theirs));
  expect([...mine.audit.verify(), ...theirs.audit.verify()]).toEqual([]);
});

test('where nothing was done meanwhile the project goes on in the state of the other', () => {
  valueOf(theirs.texts.save('theirs'));
  valueOf(theirs.texts.save('theirs 2'));
  const followed = valueOf(mine.history.follow(allOf(theirs)));
  expect(followed).toEqual(theirs.history.head);
  expect(mine.texts.latest().text).toBe('theirs 2');
  valueOf(mine.texts.save('mine'));
  expect(mine.history.head.parents).toEqual([followed.id]);
  // Mine is ahead now; nothing is to be followed.
  expect(codeOf(mine.history.follow(allOf(theirs)))).toBe('vault-foreign-refused');
  valueOf(theirs.texts.save('theirs 3'));
  expect(codeOf(mine.history.follow(allOf(theirs)))).toBe('vault-foreign-refused');
  expect(idsOf(mine)).not.toContain(theirs.history.head.id);
});

test('states of which only the place is known are passed over', () => {
  valueOf(theirs.texts.save('one'));
  const one = theirs.history.head.id;
  valueOf(theirs.texts.save('two'));
  const base = mine.history.head.id;
  valueOf(mine.history.unite(allOf(theirs, [one])));
  const two = mine.history.states().find(({ id }) => id === theirs.history.head.id);
  expect(two?.parents).toEqual([base]);
  expect(valueOf(mine.history.content(one))).toBeNull();
});

describe('the ledger', () => {
  test('is united: what either said is read in the order in which it was said, and rests on what it rested on', () => {
    const { id: owner, organisation } = grid;
    valueOf(mine.texts.save('mine'));
    valueOf(theirs.texts.save('theirs'));
    valueOf(mine.ledger.addApproval({ owner, organisation, ...letter, decision: 'approved' }));
    valueOf(theirs.ledger.addApproval({ owner, organisation, ...letter, decision: 'approved' }));
    valueOf(theirs.ledger.addApproval({ owner, organisation, ...letter, decision: 'withdrawn' }));
    valueOf(mergeInto(mine, theirs, 'both'));
    const approvals = valueOf(mine.ledger.read()).approvals;
    expect(approvals.map(({ decision }) => decision)).toEqual(['approved', 'approved', 'withdrawn']);
    expect(valueOf(mine.ledger.positionsOn(fileHash))).toMatchObject([{ last: { decision: 'withdrawn' } }]);
  });

  test('tells who was named and removed on either side, and what the merge made of it', () => {
    valueOf(theirs.dossier.save(owned(grid, meter)));
    valueOf(mine.dossier.save(owned()));
    const parents = [mine.history.head.id, theirs.history.head.id];
    const content = { text: 'base', dossier: owned(meter) };
    valueOf(mine.history.merge({ parents, content, foreign: allOf(theirs) }));
    const changes = valueOf(mine.ledger.read()).ownerChanges;
    expect(changes.map(({ kind, owner }) => `${kind} ${owner}`).toSorted()).toEqual([
      'named a',
      'named b',
      'removed a',
    ]);
    valueOf(mine.dossier.save(owned(grid, meter)));
    expect(valueOf(mine.ledger.read()).ownerChanges.at(-1)).toMatchObject({ kind: 'named', owner: 'a' });
  });
});

describe('what does not fit together is refused, and nothing is taken over', () => {
  const head = (foreign: ForeignHistory): ForeignHistory['states'][number] => {
    const found = foreign.states.at(-1);
    if (found === undefined) throw new Error('there is a state');
    return found;
  };
  const withHead = (
    foreign: ForeignHistory,
    given: Partial<ForeignHistory['states'][number]>,
  ): ForeignHistory => ({
    ...foreign,
    states: [...foreign.states.slice(0, -1), { ...head(foreign), ...given }],
  });
  const event = (foreign: ForeignHistory): ForeignHistory['audit'][number] => {
    const found = foreign.audit.at(-1);
    if (found === undefined) throw new Error('there is an event');
    return found;
  };

  const forged: readonly (readonly [string, (foreign: ForeignHistory) => ForeignHistory])[] = [
    ['another project', (foreign) => ({ ...foreign, project: 'another' })],
    ['a head that is nowhere', (foreign) => ({ ...foreign, head: 'f'.repeat(32) })],
    ['an identifier of another form', (foreign) => withHead(foreign, { id: 'F'.repeat(32) })],
    ['a state that came out of itself', (foreign) => withHead(foreign, { parents: [foreign.head] })],
    ['a state twice', (foreign) => ({ ...foreign, states: [...foreign.states, head(foreign)] })],
    [
      'another author of a state that is here',
      (foreign) => ({
        ...foreign,
        states: foreign.states.map((state) => ({ ...state, author: { name: 'Eve', fingerprint: null } })),
      }),
    ],
    [
      'an earlier instant of a state that is here',
      (foreign) => ({
        ...foreign,
        states: foreign.states.map((state) => ({ ...state, createdAt: '1970-01-01T00:00:00.000Z' })),
      }),
    ],
    [
      'another content of a state that is here',
      (foreign) => ({
        ...foreign,
        states: foreign.states.map((state, index) =>
          index === 0 ? { ...state, content: { text: 'forged', dossier: emptyDossier } } : state,
        ),
      }),
    ],
    [
      'a dossier of another shape',
      (foreign) =>
        withHead(foreign, { content: { text: '', dossier: JSON.parse('{"scope":{}}') as Dossier } }),
    ],
    [
      'an entry whose identifier does not follow from it',
      (foreign) => ({
        ...foreign,
        ledger: foreign.ledger.map((entry) => ({ ...entry, id: '2'.repeat(64) })),
      }),
    ],
    [
      'an entry of the far future',
      (foreign) => {
        const [entry] = foreign.ledger;
        if (entry?.kind !== 'owner') throw new Error('an owner was named');
        const later = { ...entry, recordedAt: '9999-12-31T00:00:00.000Z' };
        const { kind, recordedAt, fields } = later;
        return { ...foreign, ledger: [{ ...later, id: ledgerId(ledgerText({ kind, recordedAt, fields })) }] };
      },
    ],
    [
      'an entry that rests on one that is nowhere',
      (foreign) => {
        const content: LedgerContent = {
          kind: 'overruling',
          recordedAt: '2026-01-01T00:00:00.000Z',
          fields: { owner: 'a', organisation: 'G', fileHash, reason: 'Why', approval: '3'.repeat(64) },
        };
        return { ...foreign, ledger: [{ ...content, id: ledgerId(ledgerText(content)) }] };
      },
    ],
    [
      'an event that was changed',
      (foreign) => ({
        ...foreign,
        audit: [...foreign.audit.slice(0, -1), { ...event(foreign), kind: 'released-public' }],
      }),
    ],
    [
      'an event that followed one that is nowhere',
      (foreign) => {
        const changed = { ...event(foreign), previous: ['4'.repeat(64)] };
        const id = eventId(foreign.project, changed);
        return { ...foreign, audit: [...foreign.audit.slice(0, -1), { ...changed, id }] };
      },
    ],
    [
      'an event that begins a log of its own',
      (foreign) => {
        const changed = { ...event(foreign), previous: [] };
        const id = eventId(foreign.project, changed);
        return { ...foreign, audit: [...foreign.audit, { ...changed, id }] };
      },
    ],
  ];

  test.each(forged)('%s', (_, forge) => {
    valueOf(theirs.texts.save('theirs'));
    const before = everything(mine);
    const foreign = forge(allOf(theirs));
    expect(codeOf(mine.history.unite(foreign))).toBe('vault-foreign-refused');
    expect(codeOf(mine.history.follow(foreign))).toBe('vault-foreign-refused');
    const parents = [mine.history.head.id, theirs.history.head.id];
    const content = { text: 'both', dossier: owned(grid) };
    expect(codeOf(mine.history.merge({ parents, content, foreign }))).toBe('vault-foreign-refused');
    expect(everything(mine)).toEqual(before);
    expect(mine.texts.latest().text).toBe('base');
  });

  test('what is more than could be handed on in one file: names, long entries, names in the log, ends of it', () => {
    const foreign = allOf(theirs);
    const idOf = (number: number): string => number.toString(16).padStart(32, '0');
    const states = Array.from({ length: 2_001 }, (_, number) => ({
      ...{ ...head(foreign), id: idOf(number), parents: [foreign.head], name: 'n'.repeat(1_000) },
    }));
    const share = (number: number): ForeignHistory['ledger'][number] => {
      const recipients = [{ fingerprint: 'f2', name: 'Berit', organisation: 'Grid operator' }];
      const said = { fileHash, state: idOf(number), purpose: 'p'.repeat(50_000), author: null, recipients };
      const content = { kind: 'share', recordedAt: '2026-01-01T00:00:00.000Z', fields: said } as const;
      return { ...content, id: ledgerId(ledgerText(content)) };
    };
    const last = event(foreign);
    const line = (number: number, author: string): ForeignHistory['audit'][number] => {
      const said = { ...last, previous: [last.id], state: idOf(number) };
      const content = { ...said, author: { name: author, fingerprint: null } };
      return { ...content, id: eventId(foreign.project, content) };
    };
    const inTurn = (count: number): ForeignHistory['audit'] => {
      const lines = [line(0, 'n'.repeat(1_000))];
      for (let number = 1; number < count; number += 1) {
        const next = { ...line(number, 'n'.repeat(1_000)), previous: [lines.at(-1)?.id ?? ''] };
        lines.push({ ...next, id: eventId(foreign.project, next) });
      }
      return lines;
    };
    const more = (part: Partial<ForeignHistory>): ForeignHistory => ({ ...foreign, ...part });
    const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
    for (const huge of [
      more({ states: [...foreign.states, ...states] }),
      more({ ledger: [...foreign.ledger, ...numbers(161).map(share)] }),
      more({ audit: [...foreign.audit, ...inTurn(4_001)] }),
      more({ audit: [...foreign.audit, ...numbers(101).map((number) => line(number, 'Eve'))] }),
    ]) {
      const before = everything(mine);
      expect(codeOf(mine.history.unite(huge))).toBe('vault-foreign-refused');
      expect(everything(mine)).toEqual(before);
    }
    valueOf(mine.history.unite(more({ states: [...foreign.states, ...states.slice(0, 1_900)] })));
  });

  test('and a merge of states that are not there, of one alone, or without the present one', () => {
    valueOf(mine.texts.save('mine'));
    valueOf(theirs.texts.save('theirs'));
    const content = { text: 'both', dossier: owned(grid) };
    const [own, other] = [mine.history.head.id, theirs.history.head.id];
    for (const parents of [[own], [own, own], [own, 'f'.repeat(32)], [other, idsOf(mine)[0] ?? '']]) {
      const merged = mine.history.merge({ parents, content, foreign: allOf(theirs) });
      expect(codeOf(merged)).toBe('vault-foreign-refused');
    }
  });
});

test('the state that a copy was in stays for ever: what comes back is merged on it', async () => {
  valueOf(theirs.texts.save('theirs'));
  const taken = theirs.history.head.id;
  valueOf(mine.history.unite(allOf(theirs)));
  for (const text of ['mine 1', 'mine 2', 'mine 3']) valueOf(mine.texts.save(text));
  const [gone] = idsOf(mine).slice(-3);
  valueOf(mine.close());
  const clock = new SetClock('2056-01-05T08:00:00.000Z');
  mine = valueOf(await openVault(path, passphrase, { ...quickPlatform, clock }));
  expect(idsOf(mine)).not.toContain(gone);
  expect(idsOf(mine)).toContain(taken);
});

test('what was united and merged is there after closing', async () => {
  valueOf(theirs.texts.save('theirs'));
  valueOf(mine.texts.save('mine'));
  const bytes = Buffer.from('a document');
  const parents = [mine.history.head.id, theirs.history.head.id];
  const content = { text: 'both', dossier: owned(grid, meter) };
  const foreign = { ...allOf(theirs), documents: [bytes] };
  valueOf(mine.history.merge({ parents, content, foreign }));
  expect(mine.documents.bytes).toBe(bytes.length);
  const [states, ledger, events] = [mine.history.states(), valueOf(mine.ledger.read()), eventsOf(mine)];
  valueOf(mine.close());
  mine = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(mine.history.states()).toEqual(states);
  expect(valueOf(mine.ledger.read())).toEqual(ledger);
  expect(eventsOf(mine)).toEqual(expect.arrayContaining([...events]));
  expect(mine.audit.verify()).toEqual([]);
  expect(mine.audit.all().map(({ kind }) => kind)).toContain('merged');
});
