import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { channels } from '#contract/channels.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import type { Vault } from '#vault/vault.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { reportResources } from '../../support/report/resources.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const dialog = vi.hoisted(() => ({
  path: '',
  asked: [] as unknown[],
  meanwhile: (): void => undefined,
}));
vi.mock('electron', () => ({
  app: { getPath: () => '/' },
  dialog: {
    showSaveDialog: (_: unknown, options: unknown) => {
      dialog.asked.push(options);
      dialog.meanwhile();
      return Promise.resolve({ canceled: dialog.path === '', filePath: dialog.path });
    },
  },
}));

const { releaseHandlers } = await import('#main/handlers/release.ts');

const named: Dossier = {
  ...emptyDossier,
  owners: [
    { id: 'a', organisation: 'Grid operator' },
    { id: 'b', organisation: 'Meter vendor' },
  ],
};

const organisations: Readonly<Record<string, string>> = { a: 'Grid operator', b: 'Meter vendor' };

let session: ProjectSession;
let folder: string;
let handlers: ReturnType<typeof releaseHandlers>;

beforeEach(async () => {
  folder = temporaryFolder();
  session = new ProjectSession(quickPlatform);
  const path = join(folder, 'AMS.segl');
  valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: sampleText }));
  handlers = releaseHandlers({ session, window: {} as never, resources: reportResources });
  dialog.path = join(folder, 'final.pdf');
  dialog.meanwhile = () => undefined;
});

afterEach(() => {
  session.lock();
});

function vault(): Vault {
  if (session.project === null) throw new Error('a project is open');
  return session.project.vault;
}

async function finalHash(): Promise<string> {
  const state = valueOf(await handlers['release.state']({}));
  expect(channels['release.state'].output.parse(state)).toEqual(state);
  return state.files.find(({ language }) => language === 'en')?.sha256 ?? '';
}

async function approve(owner: string, hash: string): Promise<void> {
  const organisation = organisations[owner] ?? '';
  valueOf(
    await handlers['release.approve']({ owner, organisation, approver: 'Head', day: '2026-01-31', hash }),
  );
}

type Written = Awaited<ReturnType<(typeof handlers)['release.publish']>>;

const publish = async (hash: string): Promise<Written> =>
  await handlers['release.publish']({ language: 'en', hash });

test('without an owner nothing is released, and without a project nothing is said', async () => {
  const hash = await finalHash();
  expect(codeOf(await publish(hash))).toBe('owners-missing');
  expect(valueOf(vault().ledger.read()).releases).toEqual([]);
  session.lock();
  expect(codeOf(await handlers['release.state']({}))).toBe('project-not-open');
  expect(codeOf(await publish(hash))).toBe('project-not-open');
});

test('an approval names a prepared file and an owner that there is', async () => {
  valueOf(vault().dossier.save(named));
  const hash = await finalHash();
  const letter = { approver: 'Head', day: '2026-01-31' };
  const refused = async (owner: string, value: string): Promise<string> =>
    codeOf(
      await handlers['release.approve']({ owner, organisation: 'Grid operator', hash: value, ...letter }),
    );
  expect(await refused('a', 'yes')).toBe('approval-of-no-hash');
  expect(await refused('a', '0'.repeat(64))).toBe('approval-of-another-file');
  expect(await refused('c', hash)).toBe('owner-unknown');
  // Nor one that goes by another name.
  expect(await refused('b', hash)).toBe('owner-unknown');
  expect(valueOf(vault().ledger.read()).approvals).toEqual([]);
  await approve('a', ` ${hash.toUpperCase()}\n`);
  expect(valueOf(vault().ledger.read()).approvals).toMatchObject([{ owner: 'a', fileHash: hash }]);
});

test('the final file is written when every owner approved it, and is in the ledger', async () => {
  valueOf(vault().dossier.save(named));
  const hash = await finalHash();
  await approve('a', hash);
  expect(codeOf(await publish(hash))).toBe('approval-missing');
  expect(() => readFileSync(dialog.path)).toThrow();
  await approve('b', hash);
  expect(valueOf(await publish(hash))).toEqual({ fileName: 'final.pdf', sha256: hash });
  const preview = valueOf(await handlers['release.preview']({ language: 'en', hash }));
  expect(readFileSync(dialog.path)).toEqual(Buffer.from(preview.bytes));
  expect(valueOf(vault().ledger.read()).releases).toMatchObject([{ fileHash: hash, approvals: [1, 2] }]);
  expect(vault().audit.all().at(-1)).toMatchObject({ kind: 'released-public', fileHash: hash });
});

test('what changes the record makes the approvals count no more, until it is as it was', async () => {
  valueOf(vault().dossier.save(named));
  const hash = await finalHash();
  await approve('a', hash);
  await approve('b', hash);
  valueOf(
    vault().texts.save(changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4')),
  );
  expect(codeOf(await publish(hash))).toBe('release-changed');
  expect(codeOf(await handlers['release.preview']({ language: 'en', hash }))).toBe('release-changed');
  expect(codeOf(await publish(await finalHash()))).toBe('approval-missing');
  valueOf(vault().texts.save(sampleText));
  expect(valueOf(await publish(hash)).sha256).toBe(hash);
});

test('what happens while the dialog is open counts', async () => {
  valueOf(vault().dossier.save(named));
  const hash = await finalHash();
  await approve('a', hash);
  await approve('b', hash);
  dialog.meanwhile = () => {
    const withdrawal = { approval: 1, approver: 'Head', day: '2026-02-01' };
    valueOf(handlers['release.withdraw'](withdrawal) as Written);
  };
  expect(codeOf(await publish(hash))).toBe('approval-missing');
  await approve('a', hash);
  dialog.meanwhile = () => {
    const text = changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4');
    valueOf(vault().texts.save(text));
  };
  expect(codeOf(await publish(hash))).toBe('release-changed');
  expect(valueOf(vault().ledger.read()).releases).toEqual([]);
  valueOf(vault().texts.save(sampleText));
  dialog.meanwhile = () => {
    valueOf(
      vault().dossier.save({ ...named, owners: [...named.owners, { id: 'c', organisation: 'Another' }] }),
    );
  };
  expect(codeOf(await publish(hash))).toBe('approval-missing');
  valueOf(vault().dossier.save(named));
  dialog.meanwhile = () => {
    session.lock();
  };
  expect(codeOf(await publish(hash))).toBe('project-not-open');
  expect(() => readFileSync(dialog.path)).toThrow();
});

test('what the analyst is asked is the same whatever the project is called and holds', async () => {
  const asked: unknown[] = [];
  for (const name of ['AMS', 'Zebra']) {
    const path = join(folder, `${name} hemmelig.segl`);
    const text = sampleText.replaceAll('AMS', name);
    valueOf(await session.create({ path, passphrase, projectName: `${name} hemmelig`, text }));
    valueOf(vault().dossier.save(named));
    const hash = await finalHash();
    await approve('a', hash);
    await approve('b', hash);
    dialog.asked = [];
    valueOf(await publish(hash));
    asked.push(dialog.asked);
  }
  expect(asked[0]).toEqual(asked[1]);
  expect(asked[0]).toMatchObject([{ defaultPath: join('/', 'segl-public.pdf') }]);
});

test('a cancelled dialog releases nothing', async () => {
  valueOf(vault().dossier.save(named));
  const hash = await finalHash();
  await approve('a', hash);
  await approve('b', hash);
  dialog.path = '';
  expect(valueOf(await publish(hash))).toEqual({ fileName: null, sha256: null });
  expect(valueOf(vault().ledger.read()).releases).toEqual([]);
});

test('only an approval that was given can be withdrawn', async () => {
  const letter = { approver: 'Head', day: '2026-01-31' };
  expect(codeOf(await handlers['release.withdraw']({ approval: 7, ...letter }))).toBe('approval-missing');
});

test('nobody is overruled about a file that would not be released now', async () => {
  valueOf(vault().dossier.save(named));
  const hash = await finalHash();
  await approve('b', hash);
  const withdrawal = { approval: 1, approver: 'Head', day: '2026-02-01' };
  valueOf(await handlers['release.withdraw'](withdrawal));
  valueOf(vault().dossier.save({ ...named, owners: named.owners.slice(0, 1) }));
  const decision = { owner: 'b', organisation: 'Meter vendor', reason: 'It left the project.' };
  valueOf(
    vault().texts.save(changed(sampleText, 'requirement R4', 'requirement R5 integrity "x"\nrequirement R4')),
  );
  expect(codeOf(await handlers['release.overrule']({ ...decision, hash }))).toBe('release-changed');
  valueOf(vault().texts.save(sampleText));
  valueOf(await handlers['release.overrule']({ ...decision, hash }));
  expect(valueOf(vault().ledger.read()).overrulings).toMatchObject([{ owner: 'b', fileHash: hash }]);
});
