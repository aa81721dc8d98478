import { beforeEach, describe, expect, test } from 'vitest';
import type { Dossier } from '#core/dossier/dossier.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import type { ApprovalDecision } from '#core/publication/approval.ts';
import { noteShare, prepareShare, type PreparedShare, type ShareOrder } from '#project/exchange/share.ts';
import { takeCard } from '#project/keyring/cards.ts';
import { acquainted, Analyst, twoAnalysts } from '../../support/exchange/analysts.ts';
import { codeOf, sourceWith, valueOf } from '../../support/vault-platform.ts';

const text =
  'protocol P "Protocol"\n\nentity A "A"\nentity B "B"\nentity C "C"\nentity D "D"\nentity E "E"\n';
const relabelled = (name: string, label: string): string =>
  text.replace(`${name} "${name}"`, `${name} "${label}"`);
const grid = { id: 'a', organisation: 'Grid operator' };
const meter = { id: 'b', organisation: 'Meter vendor' };
const fileHash = '1'.repeat(64);

const verdicts: ActiveRecord = {
  format: 2,
  engineVersion,
  inputHash: '',
  bounds: { clauses: 10, seconds: 10 },
  cost: { clauses: 1, seconds: 1 },
  verdicts: [],
};

let anne: Analyst;
let berit: Analyst;

/** What two copies of a project must have in common after both took over what the other has. */
function everything({ vault }: Analyst): unknown {
  const states = vault.history.states();
  return {
    project: vault.project.id,
    states: states.map((state) => [state, valueOf(vault.history.content(state.id))]),
    ledger: valueOf(vault.ledger.read()),
    events: vault.audit.all().filter(({ kind }) => kind !== 'unsealed' && kind !== 'shared'),
  };
}

const idsOf = ({ vault }: Analyst): readonly string[] => vault.history.states().map(({ id }) => id);

function decide(who: Analyst, decision: ApprovalDecision, owner = grid): void {
  const letter = { approver: 'Head', day: '2026-01-31', fileHash } as const;
  const { id, organisation } = owner;
  valueOf(who.vault.ledger.addApproval({ owner: id, organisation, ...letter, decision }));
}

const owned =
  (...owners: readonly (typeof grid)[]) =>
  (dossier: Dossier): Dossier => ({ ...dossier, owners });

beforeEach(async () => {
  [anne, berit] = await twoAnalysts();
  await anne.create(text);
  anne.state(owned(grid));
});

describe('a sealed file that is put together', () => {
  const now = '2026-03-02T12:00:00.000Z';
  const order: Omit<ShareOrder, 'recipients'> = {
    ...({ purpose: 'Review', encryption: 'hybrid', history: 'none' } as const),
    ...{ documents: false, verdicts: false },
  };
  const prepared = async (...recipients: readonly string[]): Promise<PreparedShare> =>
    valueOf(await prepareShare(anne.project, anne.keyring, { ...order, recipients }, now));
  const noted = (share: PreparedShare, answered: Parameters<typeof noteShare>[3]['answered'] = []): unknown =>
    codeOf(noteShare(anne.project, anne.keyring, share, { fileHash: share.sha256, answered }));
  const left = (): readonly unknown[] => [
    anne.keyring.open?.content?.sent,
    valueOf(anne.vault.ledger.read()).shares,
    anne.vault.audit.all(),
  ];

  test('does not leave before everything is answered: a card that nobody compared, encryption that does not last', async () => {
    const cecilie = await Analyst.begin('Cecilie');
    const [own, card] = [anne, cecilie].map(({ keyring }) => keyring.open?.identity.card);
    if (own === undefined || card === undefined) throw new Error('both are open');
    const taking = { changed: 'refuse', now } as const;
    valueOf(anne.keyring.change((content) => takeCard(content, card, own, taking)));
    const recipients = [berit.fingerprint, cecilie.fingerprint];
    const plain = { ...order, encryption: 'x25519', recipients } as const;
    const share = valueOf(await prepareShare(anne.project, anne.keyring, plain, now));
    expect(share.warnings).toMatchObject([
      { kind: 'recipient-unverified', about: { name: 'Cecilie' } },
      { kind: 'plain-encryption', about: null },
    ]);
    const before = left();
    expect(noted(share)).toBe('sealed-unanswered');
    expect(noted(share, ['plain-encryption'])).toBe('sealed-unanswered');
    expect(noted(share, ['recipient-unverified'])).toBe('sealed-unanswered');
    expect(left()).toEqual(before);
    const answered = ['plain-encryption', 'recipient-unverified'] as const;
    valueOf(noteShare(anne.project, anne.keyring, share, { fileHash: share.sha256, answered }));
    expect(valueOf(anne.vault.ledger.read()).shares).toHaveLength(1);
  });

  test('does not leave where another one has its number by now: nobody could tell which is the later one', async () => {
    const [one, other] = [await prepared(berit.fingerprint), await prepared(berit.fingerprint)];
    valueOf(noteShare(anne.project, anne.keyring, other, { fileHash: other.sha256, answered: [] }));
    const before = left();
    expect(noted(one)).toBe('share-not-prepared');
    expect(left()).toEqual(before);
  });

  test('does not leave a project that was closed meanwhile, and takes no number then', async () => {
    const [{ project }, share] = [anne, await prepared(berit.fingerprint)];
    anne.close();
    const leaving = { fileHash: share.sha256, answered: [] };
    expect(codeOf(noteShare(project, anne.keyring, share, leaving))).toBe('project-not-open');
    expect(anne.keyring.open?.content?.sent).toEqual([]);
  });

  test('has nothing in it that was not chosen: earlier states, documents, answers', async () => {
    const file = valueOf(anne.vault.documents.add('note.txt', Buffer.from('a note')));
    anne.say(relabelled('A', 'Unnamed'));
    anne.say(relabelled('A', 'Named'));
    const named = anne.vault.history.head.id;
    valueOf(anne.vault.history.name(named, 'Before the review'));
    anne.state((dossier) => ({ ...dossier, sources: [sourceWith(file)] }));
    const { sequence } = anne.vault.texts.latest();
    const inputHash = sha256Of(Buffer.from(anne.text));
    valueOf(anne.vault.verdicts.keep(sequence, { ...verdicts, inputHash }));
    const head = anne.vault.history.head.id;
    const all = { history: 'all', documents: true, verdicts: true } as const;
    for (const choice of [
      all,
      { ...all, history: 'named' },
      { ...all, history: 'none' },
      { ...all, documents: false },
      { ...all, verdicts: false },
    ] as const) {
      const { shared } = (await berit.read(await anne.share([berit], choice))).opened;
      const held = shared.states.flatMap(({ id, content }) => (content === null ? [] : [id]));
      const chosen = { all: idsOf(anne), named: [named, head], none: [head] };
      expect(held).toEqual(chosen[choice.history]);
      expect([...shared.documents.keys()]).toEqual(choice.documents ? [file.sha256] : []);
      expect(shared.verdicts !== null).toBe(choice.verdicts);
    }
  });

  test('is for nobody whose card is not there, and for nobody twice', async () => {
    const recipients = [berit.fingerprint, 'f'.repeat(32)];
    expect(codeOf(await prepareShare(anne.project, anne.keyring, { ...order, recipients }, now))).toBe(
      'card-unknown',
    );
    const share = await prepared(berit.fingerprint, berit.fingerprint);
    expect(share.recipients.map(({ name }) => name)).toEqual(['Berit']);
  });
});

describe('a project made of a sealed file', () => {
  test('is the same project: its history, its ledger, and a log that goes on', async () => {
    const file = valueOf(anne.vault.documents.add('note.txt', Buffer.from('a note')));
    anne.state((dossier) => ({ ...dossier, sources: [sourceWith(file)] }));
    decide(anne, 'approved');
    const named = anne.vault.history.head.id;
    valueOf(anne.vault.history.name(named, 'Before the review'));
    anne.say(relabelled('A', 'Anne'));
    const bytes = await anne.share([berit]);
    await berit.receive(bytes);
    expect(berit.vault.project.id).toBe(anne.vault.project.id);
    expect(berit.vault.project).toMatchObject({ name: 'AMS', classification: 'strengt-fortrolig' });
    expect(berit.vault.history.states()).toEqual(anne.vault.history.states());
    expect([berit.text, berit.dossier]).toEqual([anne.text, anne.dossier]);
    expect(valueOf(berit.vault.documents.read(file.sha256))).toEqual(Buffer.from('a note'));
    // The share itself was noted after the file had been put together.
    const { shares, ...ledger } = valueOf(anne.vault.ledger.read());
    expect(shares).toHaveLength(1);
    expect(valueOf(berit.vault.ledger.read())).toEqual({ ...ledger, shares: [] });
    const before = anne.vault.audit.all().slice(0, -1);
    const log = berit.vault.audit.all();
    expect(log.slice(0, before.length)).toEqual(before);
    expect(log.slice(before.length)).toMatchObject([
      { kind: 'unsealed', author: { name: 'Berit' }, fileHash: sha256Of(bytes) },
      { kind: 'opened' },
    ]);
    expect(berit.vault.audit.verify()).toEqual([]);
    expect(berit.vault.history.head.id).toBe(anne.vault.history.head.id);
  });

  test('has of the history what was chosen, and can be merged back all the same', async () => {
    anne.say(relabelled('A', 'Anne'));
    const bytes = await anne.share([berit], { history: 'none', documents: false });
    await berit.receive(bytes);
    expect(idsOf(berit)).toEqual([anne.vault.history.head.id]);
    berit.say(relabelled('A', 'Anne').replace('"B"', '"Berit"'));
    anne.say(relabelled('A', 'Anne').replace('"C"', '"Cecilie"'));
    const merged = await anne.merge(await berit.share([anne], { history: 'none' }));
    expect(merged.cause).toBe('merged');
    expect(anne.text).toBe(relabelled('A', 'Anne').replace('"B"', '"Berit"').replace('"C"', '"Cecilie"'));
  });

  test('is never made over a file', async () => {
    const bytes = await anne.share([berit]);
    await berit.receive(bytes);
    berit.close();
    await expect(berit.receive(bytes)).rejects.toThrow('vault-exists');
  });
});

describe('how a sealed file stands to the project that is open', () => {
  beforeEach(async () => {
    await berit.receive(await anne.share([berit]));
  });

  test('decisions about public reports that it brings are told, and count only where somebody said so', async () => {
    decide(anne, 'approved');
    const bytes = await anne.share([berit]);
    const told = await berit.preview(bytes);
    expect(told.decisions).toMatchObject([{ kind: 'approved', organisation: 'Grid operator' }]);
    expect(told.warnings.map(({ kind }) => kind)).toEqual(['foreign-decisions']);
    const file = await berit.read(bytes);
    expect(codeOf(berit.tryMerge(file, () => 'mine', []))).toBe('sealed-unanswered');
    expect(valueOf(berit.vault.ledger.read()).approvals).toEqual([]);
    await berit.merge(bytes, () => 'mine', ['foreign-decisions']);
    expect(valueOf(berit.vault.ledger.read()).approvals).toHaveLength(1);
    // What is known is no news.
    expect((await berit.preview(await anne.share([berit]))).decisions).toEqual([]);
  });

  test('same: nothing is to be done, and nothing is', async () => {
    const bytes = await berit.share([anne]);
    expect((await anne.preview(bytes)).relation).toBe('same');
    const before = idsOf(anne);
    expect((await anne.merge(bytes)).id).toBe(before.at(-1));
    expect(idsOf(anne)).toEqual(before);
  });

  test('ahead: the project goes on in the state of the file, and makes none of its own', async () => {
    berit.say(relabelled('B', 'Berit'));
    berit.say(relabelled('B', 'Berit 2'));
    const bytes = await berit.share([anne]);
    expect((await anne.preview(bytes)).relation).toBe('ahead');
    const head = await anne.merge(bytes);
    expect(head).toEqual(berit.vault.history.head);
    expect(anne.text).toBe(berit.text);
    expect(anne.vault.audit.verify()).toEqual([]);
    anne.say(relabelled('A', 'Anne'));
    expect(anne.vault.history.head.parents).toEqual([head.id]);
  });

  test('behind: what was logged is taken over, and the project stays where it is', async () => {
    const bytes = await berit.share([anne]);
    anne.say(relabelled('A', 'Anne'));
    expect((await anne.preview(bytes)).relation).toBe('behind');
    const head = anne.vault.history.head.id;
    expect((await anne.merge(bytes)).id).toBe(head);
    expect(anne.text).toBe(relabelled('A', 'Anne'));
  });

  test('apart: both are put together in one state that came out of both, the same on either side', async () => {
    berit.say(relabelled('B', 'Berit'));
    anne.say(relabelled('A', 'Anne'));
    const parents = [anne, berit].map(({ vault }) => vault.history.head.id).toSorted();
    const [fromBerit, fromAnne] = [await berit.share([anne]), await anne.share([berit])];
    expect((await anne.preview(fromBerit)).relation).toBe('apart');
    const [one, other] = [await anne.merge(fromBerit), await berit.merge(fromAnne)];
    expect(one.id).toBe(other.id);
    expect(one).toMatchObject({ cause: 'merged', parents });
    expect(anne.text).toBe(relabelled('A', 'Anne').replace('"B"', '"Berit"'));
    expect(berit.text).toBe(anne.text);
    for (let round = 0; round < 2; round += 1) {
      await anne.merge(await berit.share([anne]));
      await berit.merge(await anne.share([berit]));
    }
    expect(idsOf(anne)).toEqual(idsOf(berit));
    expect(valueOf(anne.vault.ledger.read()).shares.slice(0, 4)).toEqual(
      valueOf(berit.vault.ledger.read()).shares.slice(0, 4),
    );
    expect([...anne.vault.audit.verify(), ...berit.vault.audit.verify()]).toEqual([]);
  });

  test('no-project and other-project; the file of another project is not merged', async () => {
    const bytes = await berit.share([anne]);
    anne.close();
    anne.session.dismiss();
    expect((await anne.preview(bytes)).relation).toBe('no-project');
    const [carla] = await acquainted(['Carla']);
    if (carla === undefined) throw new Error('Carla');
    carla.meet(berit);
    berit.meet(carla);
    await carla.create('protocol Q "Another"\n');
    const forCarla = await berit.share([carla]);
    const preview = await carla.preview(forCarla);
    expect(preview.relation).toBe('other-project');
    expect(preview.warnings.map(({ kind }) => kind)).toEqual(['other-project']);
    const file = await carla.read(forCarla);
    expect(codeOf(carla.tryMerge(file, undefined, []))).toBe('sealed-unanswered');
    expect(codeOf(carla.tryMerge(file, undefined, ['other-project']))).toBe('sealed-content-refused');
    expect(carla.text).toBe('protocol Q "Another"\n');
  });

  test('merging again changes nothing but the log, and makes no state', async () => {
    berit.say(relabelled('B', 'Berit'));
    anne.say(relabelled('A', 'Anne'));
    const bytes = await berit.share([anne]);
    await anne.merge(bytes);
    const before = everything(anne);
    expect((await anne.preview(bytes)).warnings.map(({ kind }) => kind)).toEqual(['sequence-same']);
    await anne.merge(bytes);
    await anne.merge(bytes);
    expect(everything(anne)).toEqual(before);
  });
});

describe('what both have is united', () => {
  beforeEach(async () => {
    await berit.receive(await anne.share([berit]));
  });

  const exchange = async (): Promise<void> => {
    await anne.merge(await berit.share([anne]));
    await berit.merge(await anne.share([berit]));
  };

  test('documents and named states', async () => {
    for (const who of [anne, berit]) {
      const file = valueOf(who.vault.documents.add('note.txt', Buffer.from(`a note of ${who.name}`)));
      who.state((dossier) => ({
        ...dossier,
        sources: [...dossier.sources, { ...sourceWith(file), id: who.name }],
      }));
      valueOf(who.vault.history.name(who.vault.history.head.id, `State of ${who.name}`));
    }
    await exchange();
    for (const who of [anne, berit]) {
      const names = who.vault.history.states().flatMap(({ name }) => name ?? []);
      expect(names.toSorted()).toEqual(['State of Anne', 'State of Berit']);
      expect(who.dossier.sources.map(({ id }) => id).toSorted()).toEqual(['Anne', 'Berit']);
      for (const { file } of who.dossier.sources)
        expect(valueOf(who.vault.documents.read(file?.sha256 ?? ''))).not.toBeNull();
    }
  });

  test.each([
    ['anne', 'approved', 'withdrawn'],
    ['berit', 'withdrawn', 'approved'],
  ] as const)(
    'an approval here and a withdrawal there: what was said later counts (%s first)',
    async (first, one, other) => {
      const [earlier, later] = first === 'anne' ? [anne, berit] : [berit, anne];
      decide(earlier, one);
      await new Promise((resolve) => setTimeout(resolve, 5));
      decide(later, other);
      anne.say(relabelled('A', 'Anne'));
      berit.say(relabelled('B', 'Berit'));
      await exchange();
      for (const { vault } of [anne, berit]) {
        expect(valueOf(vault.ledger.read()).approvals.map(({ decision }) => decision)).toEqual([one, other]);
        expect(valueOf(vault.ledger.positionsOn(fileHash))).toMatchObject([
          { named: true, last: { decision: other } },
        ]);
      }
    },
  );

  test('a removed owner keeps its say, and who is named stands in the ledger as in the dossier', async () => {
    decide(anne, 'withdrawn');
    berit.state(owned(meter));
    anne.say(relabelled('A', 'Anne'));
    await exchange();
    for (const { vault, dossier } of [anne, berit]) {
      expect(dossier.owners).toEqual([meter]);
      const positions = valueOf(vault.ledger.positionsOn(fileHash));
      expect(positions.map(({ owner, named }) => [owner.id, named])).toEqual([
        ['b', true],
        ['a', false],
      ]);
      expect(vault.audit.all().map(({ kind }) => kind)).toContain('owner-removed');
    }
  });

  test('an owner that one removed and the other kept is named in the ledger, and its later removal is an event', async () => {
    anne.state(owned({ ...grid, organisation: 'Grid operator of the north' }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    berit.state(owned());
    // The removal contradicts the new name; hers stands, and the dossier is what it was.
    await anne.merge(await berit.share([anne]));
    expect(anne.dossier.owners).toHaveLength(1);
    const last = valueOf(anne.vault.ledger.read()).ownerChanges.at(-1);
    expect(last).toMatchObject({ kind: 'named', owner: 'a' });
    anne.state(owned());
    expect(valueOf(anne.vault.ledger.read()).ownerChanges.at(-1)).toMatchObject({
      kind: 'removed',
      owner: 'a',
    });
    expect(anne.vault.audit.all().at(-1)?.kind).toBe('owner-removed');
  });

  test('shares: with whom the project was shared, by whom, and in which state', async () => {
    await exchange();
    await exchange();
    const shares = valueOf(anne.vault.ledger.read()).shares;
    expect(
      shares.map(({ author, recipients }) => [author?.name, recipients.map(({ name }) => name)]),
    ).toEqual([
      ['Anne', ['Berit']],
      ['Berit', ['Anne']],
      ['Anne', ['Berit']],
      ['Anne', ['Berit']],
    ]);
    // Each share is noted once the file was put together: who gets it knows of those before.
    const [first, fromBerit, second] = shares;
    expect(valueOf(berit.vault.ledger.read()).shares.slice(0, 3)).toEqual([first, fromBerit, second]);
    for (const { state } of shares) expect(idsOf(anne)).toContain(state);
  });

  test('verdicts of others are no answers here', async () => {
    berit.say(relabelled('B', 'Berit'));
    const { sequence } = berit.vault.texts.latest();
    valueOf(
      berit.vault.verdicts.keep(sequence, { ...verdicts, inputHash: sha256Of(Buffer.from(berit.text)) }),
    );
    const bytes = await berit.share([anne], { verdicts: true });
    expect((await anne.read(bytes)).opened.shared.verdicts).not.toBeNull();
    await anne.merge(bytes);
    expect(anne.text).toBe(berit.text);
    expect(anne.vault.verdicts.latest()).toBeNull();
    expect(anne.vault.verdicts.onState(anne.vault.history.head.id)).toBeNull();
  });

  test('a merged record starts without approvals', async () => {
    decide(anne, 'approved');
    anne.say(relabelled('A', 'Anne'));
    berit.say(relabelled('B', 'Berit'));
    await exchange();
    // What was approved is one file. The merged project makes another, of which nobody has said anything.
    expect(valueOf(anne.vault.ledger.positionsOn('2'.repeat(64)))).toMatchObject([{ last: null }]);
  });
});
