import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { writeSealed } from '#exchange/sealed/write.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';
import { sharedProject } from '#project/exchange/shared-project.ts';
import type { ForeignState } from '#vault/history/foreign-history.ts';
import { eventId, type AuditEvent } from '#vault/repositories/audit-event.ts';
import {
  ledgerId,
  ledgerText,
  type LedgerContent,
  type LedgerEntry,
} from '#vault/repositories/ledger-entry.ts';
import { twoAnalysts, type Analyst } from '../../support/exchange/analysts.ts';
import { codeOf, valueOf } from '../../support/vault-platform.ts';

// What a colleague can do whose card was verified, and who signs what no program of ours would write.

const text = 'protocol P "Protocol"\n\nentity A "A"\nentity B "B"\n';
const grid = { id: 'a', organisation: 'Grid operator' };
const fileHash = '1'.repeat(64);

let anne: Analyst;
let eve: Analyst;

beforeEach(async () => {
  [anne, eve] = await twoAnalysts();
  await anne.create(text);
  anne.state((dossier) => ({ ...dossier, owners: [grid] }));
  await eve.receive(await anne.share([eve]));
  eve.say(text.replace('"B"', '"Eve"'));
});

let sequence = 100;

/** What Eve sealed for Anne, with whatever she put in the place of what her project has. */
async function forged(change: (shared: SharedProject) => Partial<SharedProject>): Promise<Uint8Array> {
  const shared = valueOf(sharedProject(eve.project, { history: 'all', documents: true, verdicts: false }));
  sequence += 1;
  const { open } = eve.keyring;
  const recipient = eve.keyring.open?.content?.colleagues[0]?.card;
  if (open === null || recipient === undefined) throw new Error('Eve knows Anne');
  const createdAt = '2026-03-02T12:00:00.000Z';
  const order = {
    identity: open.identity,
    recipients: [recipient],
    keys: 'hybrid',
    purpose: 'Review',
  } as const;
  return valueOf(await writeSealed({ ...shared, ...change(shared) }, { ...order, createdAt, sequence }));
}

/** Everything of a project that somebody could see. */
function everything({ vault }: Analyst): unknown {
  const states = vault.history.states().map((state) => [state, valueOf(vault.history.content(state.id))]);
  return [states, vault.audit.all(), valueOf(vault.ledger.read()), vault.documents.bytes];
}

const idOf = (number: number): string => number.toString(16).padStart(32, '0');

function madeUp(id: string, parents: readonly string[], given: Partial<ForeignState> = {}): ForeignState {
  const rest = {
    createdAt: '2026-03-02T12:00:00.000Z',
    author: null,
    cause: 'edited',
    origin: null,
    name: null,
  } as const;
  return { id, parents, ...rest, content: null, ...given };
}

function entryOf(content: LedgerContent): LedgerEntry {
  return { ...content, id: ledgerId(ledgerText(content)) };
}

function eventOf(project: string, previous: readonly string[], given: Partial<AuditEvent> = {}): AuditEvent {
  const rest = {
    createdAt: '2026-03-02T12:00:00.000Z',
    kind: 'opened',
    author: null,
    state: null,
    fileHash: null,
  } as const;
  const event = { previous, ...rest, ...given };
  return { ...event, id: eventId(project, event) };
}

function changed(
  shared: SharedProject,
  which: (state: ForeignState) => boolean,
  given: Partial<ForeignState>,
): Partial<SharedProject> {
  return { states: shared.states.map((state) => (which(state) ? { ...state, ...given } : state)) };
}

/** That what is merged is refused, and nothing of it is taken over. */
async function expectRefused(bytes: Uint8Array): Promise<void> {
  const before = everything(anne);
  const file = await anne.read(bytes);
  expect(['vault-foreign-refused', 'sealed-content-refused']).toContain(codeOf(anne.tryMerge(file)));
  expect(everything(anne)).toEqual(before);
}

/** That a project can be worked on, handed on, merged, closed and opened as ever. */
async function expectUnharmed(): Promise<void> {
  expect(anne.vault.audit.verify()).toEqual([]);
  anne.say(`${anne.text}entity Z "Z"\n`);
  const { id: owner, organisation } = grid;
  const letter = { approver: 'Head', day: '2026-01-31', fileHash, decision: 'approved' } as const;
  valueOf(anne.vault.ledger.addApproval({ owner, organisation, ...letter }));
  valueOf(anne.vault.ledger.read());
  valueOf(anne.vault.history.thin());
  anne.close();
  expect((await anne.open()).rollback).toBe('same');
  await eve.merge(await anne.share([eve]));
  expect(eve.text).toContain('entity Z');
  await anne.merge(await eve.share([anne]));
}

describe('what contradicts what is here is refused', () => {
  test('another content of a state, its head or an earlier one', async () => {
    const [first] = anne.vault.history.states();
    const content = { text: 'forged\n', dossier: emptyDossier };
    await expectRefused(await forged((shared) => changed(shared, ({ id }) => id === first?.id, { content })));
  });

  test('another author, instant or cause of a state', async () => {
    const id = anne.vault.history.head.id;
    for (const given of [
      { author: { name: 'Eve', fingerprint: eve.fingerprint } },
      { createdAt: '1969-12-31T23:59:59.000Z' },
      { cause: 'merged' },
      { origin: idOf(1) },
    ] as const)
      await expectRefused(await forged((shared) => changed(shared, (state) => state.id === id, given)));
  });

  test('another project under the same name', async () => {
    const project = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
    const audit = [eventOf(project, [])];
    const bytes = await forged((shared) => ({ project: { ...shared.project, id: project }, audit }));
    expect((await anne.preview(bytes)).relation).toBe('other-project');
    const file = await anne.read(bytes);
    const before = everything(anne);
    expect(codeOf(anne.tryMerge(file, undefined, ['other-project']))).toBe('sealed-content-refused');
    expect(everything(anne)).toEqual(before);
  });

  test('a log that began twice, or that follows what is nowhere', async () => {
    const project = anne.vault.project.id;
    await expectRefused(await forged(({ audit }) => ({ audit: [...audit, eventOf(project, [])] })));
    await expectRefused(
      await forged(({ audit }) => ({ audit: [...audit, eventOf(project, ['f'.repeat(64)])] })),
    );
  });

  test('a log without anything in it, for a project that is made of it', async () => {
    const carla = (await twoAnalysts())[0];
    const bytes = await forged(() => ({ audit: [] }));
    anne.close();
    anne.session.dismiss();
    await expect(anne.receive(bytes)).rejects.toThrow();
    expect(carla.session.status).toBe('none');
  });

  test('a state that goes on from here by way of a state that is here and never did', async () => {
    const [first] = anne.vault.history.states();
    anne.say(text.replace('"A"', '"Anne"'));
    // Anne's own states: the first one is said to have come of her newest.
    await expectRefused(
      await forged((shared) => ({
        states: [
          madeUp(anne.vault.history.head.id, [], { ...anne.vault.history.head, parents: [], content: null }),
          ...shared.states.map((state) =>
            state.id === first?.id ? { ...state, parents: [anne.vault.history.head.id] } : state,
          ),
        ],
      })),
    );
  });
});

describe('what is only strange is taken over, and does no harm', () => {
  test.each(['9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z'])(
    'a state and an event of %s',
    async (createdAt) => {
      const id = idOf(7);
      const project = anne.vault.project.id;
      const bytes = await forged(({ states, audit, head }) => {
        const content = states.find((state) => state.id === head)?.content ?? null;
        return {
          states: [...states, madeUp(id, [head], { createdAt, content })],
          head: id,
          audit: [...audit, eventOf(project, [audit.at(-1)?.id ?? ''], { createdAt })],
        };
      });
      expect((await anne.merge(bytes)).createdAt).toBe(createdAt);
      expect(anne.text).toBe(eve.text);
      anne.say(`${anne.text}entity Y "Y"\n`);
      const states = anne.vault.history.states();
      expect(states.at(-1)?.parents).toEqual([id]);
      await expectUnharmed();
    },
  );

  test('entries of the ledger that say that nobody is an owner: the dossier says who is, and the ledger says it again', async () => {
    const recordedAt = new Date(Date.now() + 3_600_000).toISOString();
    const fields = { change: 'removed', owner: 'a', organisation: 'Grid operator', before: null } as const;
    const bytes = await forged(({ ledger }) => ({
      ledger: [...ledger, entryOf({ kind: 'owner', recordedAt, fields })],
    }));
    await anne.merge(bytes);
    expect(anne.dossier.owners).toEqual([grid]);
    expect(valueOf(anne.vault.ledger.read()).ownerChanges.at(-1)).toMatchObject({
      kind: 'named',
      owner: 'a',
    });
    expect(valueOf(anne.vault.ledger.positionsOn(fileHash))).toMatchObject([{ owner: grid, named: true }]);
    await expectUnharmed();
  });

  test('approvals of a file that nobody signed: they stand in the ledger, and in what is told before', async () => {
    const fields = {
      owner: 'a',
      organisation: 'Grid operator',
      approver: 'Head',
      day: '2026-01-31',
      fileHash,
      decision: 'approved',
    } as const;
    const recordedAt = '2026-03-02T12:00:00.000Z';
    const bytes = await forged(({ ledger }) => ({
      ledger: [...ledger, entryOf({ kind: 'approval', recordedAt, fields })],
    }));
    const { contents, decisions, warnings } = await anne.preview(bytes);
    expect(contents.find(({ part }) => part === 'ledger')?.count).toBe(2);
    expect(decisions).toEqual([{ kind: 'approved', organisation: 'Grid operator', recordedAt }]);
    expect(warnings.map(({ kind }) => kind)).toEqual(['foreign-decisions']);
    expect(codeOf(anne.tryMerge(await anne.read(bytes), () => 'mine', []))).toBe('sealed-unanswered');
    await anne.merge(bytes);
    expect((await anne.preview(bytes)).decisions).toEqual([]);
    expect(valueOf(anne.vault.ledger.positionsOn(fileHash))).toMatchObject([
      { last: { decision: 'approved' } },
    ]);
    await expectUnharmed();
  });

  test('an entry of years to come is refused, one of a wrong clock is not: what is recorded after it can be read', async () => {
    const fields = {
      owner: 'a',
      organisation: 'Grid operator',
      approver: 'Head',
      day: '2026-01-31',
      fileHash,
      decision: 'withdrawn',
    } as const;
    const at = (recordedAt: string): Promise<Uint8Array> =>
      forged(({ ledger }) => ({ ledger: [...ledger, entryOf({ kind: 'approval', recordedAt, fields })] }));
    for (const recordedAt of ['2199-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'])
      await expectRefused(await at(recordedAt));
    await anne.merge(await at(new Date(Date.now() + 300 * 86_400_000).toISOString()));
    await expectUnharmed();
    const last = valueOf(anne.vault.ledger.positionsOn(fileHash))[0]?.last;
    expect(last?.decision).toBe('approved');
  });

  test('names that turn writing around, with markup, with marks of the terminal', async () => {
    const name = '\u202e<b onmouseover=x>\u001b[2Jtxt.exe\u2066';
    const bytes = await forged((shared) => changed(shared, ({ id }) => id === shared.head, { name }));
    const head = await anne.merge(bytes);
    // Nobody can see those that are not there.
    expect(head.name).toBe('<b onmouseover=x>[2Jtxt.exe');
    await expectUnharmed();
  });
});

describe('what is too much is refused, or done in reasonable time', () => {
  const timeout = 300_000;
  const within = async (seconds: number, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await work();
    const took = (performance.now() - start) / 1_000;
    expect(took).toBeLessThan(seconds);
  };

  test('a log with so many ends that nobody could hand it on', { timeout }, async () => {
    const project = anne.vault.project.id;
    const bytes = await forged(({ audit }) => {
      const ends = Array.from({ length: 1_500 }, (_, number) =>
        eventOf(project, [audit.at(-1)?.id ?? ''], { state: idOf(number) }),
      );
      return { audit: [...audit, ...ends] };
    });
    await expectRefused(bytes);
    await expectUnharmed();
  });

  test('20,000 states, each of which has a name', { timeout }, async () => {
    const bytes = await forged(({ states, head }) => {
      const content = states.find((state) => state.id === head)?.content ?? null;
      const many = Array.from({ length: 19_000 }, (_, number) =>
        madeUp(idOf(number + 1), [number === 0 ? head : idOf(number)], {
          name: `State ${String(number)}`,
          content,
        }),
      );
      return { states: [...states, ...many], head: idOf(19_000) };
    });
    await within(60, () => expectRefused(bytes));
    await expectUnharmed();
  });

  test('as many states as can be handed on', { timeout }, async () => {
    const bytes = await forged(({ states, head }) => {
      const content = states.find((state) => state.id === head)?.content ?? null;
      const many = Array.from({ length: 15_000 }, (_, number) =>
        madeUp(idOf(number + 1), [number === 0 ? head : idOf(number)], {
          name: `State ${String(number)}`,
          content,
        }),
      );
      return { states: [...states, ...many], head: idOf(15_000) };
    });
    await within(60, () => anne.merge(bytes));
    await within(120, expectUnharmed);
  });

  test('states of which each came of many, so that nothing common can be found', { timeout }, async () => {
    const [base] = anne.vault.history.states();
    anne.say(text.replace('"A"', '"Anne"'));
    const own = anne.vault.history.head;
    const bytes = await forged(({ states }) => {
      const level = (number: number, place: number): string => idOf(number * 100 + place + 1);
      const contents = (label: string) => ({
        text: text.replace('"B"', `"${label}"`),
        dossier: emptyDossier,
      });
      const grown: ForeignState[] = [];
      for (let number = 0; number < 8; number += 1)
        for (let place = 0; place < 40; place += 1) {
          const parents =
            number === 0
              ? [base?.id ?? '']
              : Array.from({ length: 40 }, (_, parent) => level(number - 1, parent));
          grown.push(
            madeUp(level(number, place), parents, {
              content: contents(`${String(number)} ${String(place)}`),
            }),
          );
        }
      const top = Array.from({ length: 40 }, (_, place) => level(7, place));
      const said = contents('Eve');
      return {
        states: [
          ...states,
          ...grown,
          // Anne's newest, which Eve knows of, is said to have come of all of them.
          { ...own, parents: top, content: null },
          madeUp(idOf(9_999), top, { content: said }),
        ],
        head: idOf(9_999),
      };
    });
    expect(eve.vault.history.states().some(({ id }) => id === own.id)).toBe(false);
    await within(60, async () => anne.tryMerge(await anne.read(bytes)));
    await expectUnharmed();
  });

  test('a skeleton of states in which everything came of everything', { timeout }, async () => {
    const [base] = anne.vault.history.states();
    anne.say(text.replace('"A"', '"Anne"'));
    const bytes = await forged(({ states, head }) => {
      const content = states.find((state) => state.id === head)?.content ?? null;
      const grown = Array.from({ length: 12_000 }, (_, number) => {
        const parents = Array.from({ length: Math.min(number, 30) }, (__, back) => idOf(number - back));
        return madeUp(
          idOf(number + 1),
          number === 0 ? [base?.id ?? ''] : parents,
          number % 3 === 0 ? { content } : {},
        );
      });
      return {
        states: [...states, ...grown, madeUp(idOf(50_000), [idOf(12_000), head], { content })],
        head: idOf(50_000),
      };
    });
    await within(90, async () => anne.tryMerge(await anne.read(bytes)));
    await expectUnharmed();
  });

  test('a huge dossier that thousands of states have', { timeout }, async () => {
    const note = 'n'.repeat(1_000);
    const effort: Dossier['effort'] = Array.from({ length: 15_000 }, (_, number) => ({
      id: `e${String(number)}`,
      activity: 'modelling',
      day: '2026-01-01',
      minutes: 1,
      note,
    }));
    const bytes = await forged(({ states, head }) => {
      const content = { text, dossier: { ...emptyDossier, effort } };
      const many = Array.from({ length: 1_500 }, (_, number) =>
        madeUp(idOf(number + 1), [number === 0 ? head : idOf(number)], { content }),
      );
      return { states: [...states, ...many], head: idOf(1_500) };
    });
    await within(90, () => anne.merge(bytes));
    await within(120, expectUnharmed);
  });
});
