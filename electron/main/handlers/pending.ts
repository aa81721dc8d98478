import { failure } from '#core/result.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';

const pending = (): { readonly ok: false; readonly error: CallFailure } => failure({ code: 'internal' });

/** Calls whose work is not there yet. */
export function pendingHandlers(): HandlersOf<'share' | 'sealed'> {
  return {
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
  };
}
