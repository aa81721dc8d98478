import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '#contract/bridge.ts';
import type { ChannelName, WindowEvents } from '#contract/channels.ts';

// Names only: what goes through a channel is checked in the main process. The compiler keeps both lists
// complete, and nothing but what is listed passes.
const channelNames: Readonly<Record<ChannelName, true>> = {
  'session.state': true,
  'session.handedOver': true,
  'project.create': true,
  'project.choose': true,
  'project.unlock': true,
  'project.cancelUnlock': true,
  'project.save': true,
  'dossier.save': true,
  'document.add': true,
  'document.keep': true,
  'document.read': true,
  'project.lock': true,
  'project.dismiss': true,
  'project.changePassphrase': true,
  'analysis.run': true,
  'analysis.finish': true,
  'analysis.cancel': true,
  'verification.run': true,
  'verification.cancel': true,
  'verification.latest': true,
  'verification.explain': true,
  'verification.stopExplaining': true,
  'report.prepare': true,
  'report.write': true,
  'report.discard': true,
  'report.suggestPassphrase': true,
  'release.state': true,
  'release.preview': true,
  'release.approve': true,
  'release.withdraw': true,
  'release.overrule': true,
  'release.publish': true,
  'drawing.write': true,
  'drawing.positions': true,
  'drawing.arrange': true,
  'settings.update': true,
  'project.chooseRecent': true,
  'project.recovery': true,
  'project.checkShare': true,
  'project.startAnother': true,
  'project.acceptFile': true,
  'project.notePlace': true,
  'history.states': true,
  'history.contents': true,
  'history.verdicts': true,
  'history.name': true,
  'history.restore': true,
  'history.audit': true,
  'library.list': true,
  'keyring.state': true,
  'keyring.create': true,
  'keyring.unlock': true,
  'keyring.lock': true,
  'keyring.changePassphrase': true,
  'keyring.clearRecent': true,
  'keyring.writeCard': true,
  'keyring.readCard': true,
  'keyring.readGivenCard': true,
  'keyring.takeCard': true,
  'keyring.verifyColleague': true,
  'keyring.removeColleague': true,
  'share.prepare': true,
  'share.write': true,
  'share.discard': true,
  'share.earlier': true,
  'sealed.choose': true,
  'sealed.open': true,
  'sealed.current': true,
  'sealed.merge-contents': true,
  'sealed.merge': true,
  'sealed.receive': true,
  'sealed.discard': true,
  'access.state': true,
  'access.add': true,
  'access.remove': true,
  'access.makeRecovery': true,
};

const eventNames: Readonly<Record<keyof WindowEvents, true>> = {
  'menu.command': true,
  'settings.changed': true,
  'project.chosen': true,
  'sealed.arrived': true,
  'verification.news': true,
  'verification.explaining': true,
  'session.locking': true,
  'session.idling': true,
  'session.sealing': true,
};

const bridge: Bridge = {
  call: (channel, input) =>
    Object.hasOwn(channelNames, channel)
      ? ipcRenderer.invoke(`segl:${channel}`, input)
      : Promise.resolve({ ok: false, error: { code: 'input-refused' } }),
  on: (event, listener) => {
    if (!Object.hasOwn(eventNames, event)) return () => undefined;
    const wireName = `segl:event:${event}`;
    const receive = (_event: unknown, payload: Parameters<typeof listener>[0]): void => {
      listener(payload);
    };
    ipcRenderer.on(wireName, receive);
    return () => {
      ipcRenderer.off(wireName, receive);
    };
  },
};

contextBridge.exposeInMainWorld('segl', bridge);
