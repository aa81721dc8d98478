import type { ChannelInput, ChannelName, ChannelOutput, WindowEvents } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Result } from '#core/result.ts';

/** The interface that the preload script exposes to the window as `window.segl`, and nothing else. */
export interface Bridge {
  /** Calls the main process. Never throws for a failure that has a code. */
  call<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<Result<ChannelOutput<Name>, CallFailure>>;
  /** Listens to an event; the answer stops listening. */
  on<Name extends keyof WindowEvents>(
    event: Name,
    listener: (payload: WindowEvents[Name]) => void,
  ): () => void;
}

declare global {
  /** Only the window has it; everywhere else its use does not compile for want of `window`. */
  interface Window {
    readonly segl: Bridge;
  }
}
