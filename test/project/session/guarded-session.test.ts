import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { channels, type ChannelName } from '#contract/channels.ts';
import { SaveRequest } from '#main/leaving/save-request.ts';
import { SealedDesk } from '#project/exchange/sealed-desk.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { codeOf, quickPlatform, temporaryFolder } from '../../support/vault-platform.ts';

vi.mock('electron', () => ({ app: {}, dialog: {}, ipcMain: {}, nativeTheme: {} }));

const { handlersOf } = await import('#main/handlers/handlers.ts');

const hash = '0'.repeat(64);
const inputs: Partial<Record<ChannelName, unknown>> = {
  'project.save': { text: '' },
  'project.changePassphrase': { current: new Uint8Array(1), next: new Uint8Array(1), newDataKey: false },
  'dossier.save': { dossier: {} },
  'document.add': {},
  'document.keep': { name: 'a', bytes: new Uint8Array() },
  'document.read': { sha256: hash },
  'analysis.run': { text: '' },
  'analysis.finish': { revision: 1 },
  'verification.run': { text: '', job: 0 },
  'verification.latest': {},
  'verification.explain': { text: '', question: {}, bounds: { clauses: 1, seconds: 1 }, job: 0 },
  'report.prepare': { kind: 'full', locale: 'en' },
  'report.write': { sha256: hash, protection: { kind: 'open' } },
  'release.state': {},
  'release.preview': { language: 'en', hash },
  'release.approve': { owner: 'a', organisation: 'A', approver: 'B', day: '2026-01-31', hash },
  'release.withdraw': { approval: 1, approver: 'B', day: '2026-01-31' },
  'release.overrule': { owner: 'a', organisation: 'A', hash, reason: 'r' },
  'release.publish': { language: 'en', hash },
  'project.acceptFile': {},
  'project.notePlace': { activity: 'model', pane: 'table', selected: { start: 0, end: 0 } },
  'history.states': {},
  'history.contents': { ids: [] },
  'history.verdicts': { id: '' },
  'history.name': { id: '', name: null },
  'history.restore': { id: '' },
  'history.audit': {},
  'share.prepare': {},
  'share.write': { sha256: hash, answered: [] },
  'share.earlier': {},
  'sealed.merge-contents': {},
  'sealed.merge': { head: '', answered: [], answers: [] },
  'access.state': {},
  'access.add': { fingerprint: '' },
  'access.remove': { id: '', passphrase: null },
  'access.makeRecovery': { threshold: 2, shares: 2 },
  'drawing.positions': {},
  'drawing.arrange': { positions: {} },
  'drawing.write': { drawing: { kind: 'interaction' }, locale: 'en', confirmed: true },
};

/** Calls that need no open project. */
const others: readonly ChannelName[] = [
  'session.state',
  'session.handedOver',
  'library.list',
  'project.create',
  'project.startAnother',
  'project.choose',
  'project.unlock',
  'project.cancelUnlock',
  'project.lock',
  'project.dismiss',
  'analysis.cancel',
  'verification.cancel',
  'verification.stopExplaining',
  'report.discard',
  'report.suggestPassphrase',
  'settings.update',
  'project.chooseRecent',
  'project.recovery',
  'project.checkShare',
  'keyring.state',
  'keyring.create',
  'keyring.unlock',
  'keyring.lock',
  'keyring.changePassphrase',
  'keyring.clearRecent',
  'keyring.writeCard',
  'keyring.readCard',
  'keyring.readGivenCard',
  'keyring.takeCard',
  'keyring.verifyColleague',
  'keyring.removeColleague',
  'share.discard',
  'sealed.choose',
  'sealed.open',
  'sealed.current',
  'sealed.receive',
  'sealed.discard',
];

const handlers: Record<string, (input: never) => unknown> = handlersOf({
  session: new ProjectSession(quickPlatform),
  keyring: new KeyringSession(join(temporaryFolder(), 'keyring.segl'), quickPlatform),
  engine: {} as never,
  verifier: {} as never,
  explainer: {} as never,
  pdfThreads: {} as never,
  handOver: new SaveRequest(() => undefined),
  window: {} as never,
  settings: { current: { locale: 'en' } } as never,
  changeSettings: () => undefined,
  tell: () => undefined,
  lock: () => undefined,
  applicationFolder: join(temporaryFolder(), 'none'),
  development: true,
  platform: quickPlatform,
  desk: new SealedDesk(),
});

test('every call is known to need an open project, or to need none', () => {
  expect([...Object.keys(inputs), ...others].toSorted()).toEqual(Object.keys(channels).toSorted());
});

test.each(Object.entries(inputs))(
  '%s without an open project is refused, and nothing is done',
  async (name, input) => {
    expect(codeOf((await handlers[name]?.(input as never)) as never)).toBe('project-not-open');
  },
);
