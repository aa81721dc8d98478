import type { ChannelOutput } from '#contract/channels.ts';
import type { FailureCode } from '#contract/failures.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** What is known of who else has a project open. */
export interface Holding {
  readonly holder: ChannelOutput<'project.holder'>;
  /** True where it can be opened all the same. */
  readonly canTakeOver: boolean;
}

/** Nobody else, as far as one knows. */
export const emptyHolding: Holding = { holder: null, canTakeOver: false };

/** Asks who has the project open where an opening failed because somebody has. */
export async function holdingAfter(code: FailureCode): Promise<Holding> {
  if (code !== 'vault-in-use' && code !== 'vault-held-elsewhere') return emptyHolding;
  const asked = await call('project.holder', {});
  // Here it is open for certain; on another machine that cannot be seen from here, and it may have ended without saying so.
  return { holder: asked.ok ? asked.value : null, canTakeOver: code === 'vault-held-elsewhere' };
}
