import { failure } from '#core/result.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';

const pending = (): { readonly ok: false; readonly error: CallFailure } => failure({ code: 'internal' });

/** Calls whose work is not there yet. */
export function pendingHandlers(): HandlersOf<'history' | 'keyring' | 'share' | 'sealed' | 'access'> {
  return {
    'history.states': pending,
    'history.contents': pending,
    'history.verdicts': pending,
    'history.name': pending,
    'history.restore': pending,
    'history.audit': pending,
    'keyring.state': pending,
    'keyring.create': pending,
    'keyring.unlock': pending,
    'keyring.lock': pending,
    'keyring.changePassphrase': pending,
    'keyring.clearRecent': pending,
    'keyring.writeCard': pending,
    'keyring.readCard': pending,
    'keyring.readGivenCard': pending,
    'keyring.takeCard': pending,
    'keyring.verifyColleague': pending,
    'keyring.removeColleague': pending,
    'share.prepare': pending,
    'share.write': pending,
    'share.discard': pending,
    'share.earlier': pending,
    'sealed.choose': pending,
    'sealed.open': pending,
    'sealed.current': pending,
    'sealed.merge-contents': pending,
    'sealed.merge': pending,
    'sealed.receive': pending,
    'sealed.discard': pending,
    'access.state': pending,
    'access.add': pending,
    'access.remove': pending,
    'access.makeRecovery': pending,
  };
}
