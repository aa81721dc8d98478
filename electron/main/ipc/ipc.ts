import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { z } from 'zod';
import { channels, type ChannelName, type WindowEvents } from '#contract/channels.ts';
import { projectHolder, type CallFailure, type FailureCode, type ProjectHolder } from '#contract/failures.ts';
import { failure, type Result } from '#core/result.ts';
import { logUnexpected } from '#main/diagnostics/log.ts';
import { isOurAddress } from '#main/security/page-address.ts';

type Inputs = { readonly [Name in ChannelName]: z.output<(typeof channels)[Name]['input']> };
type Outputs = { readonly [Name in ChannelName]: z.output<(typeof channels)[Name]['output']> };

/** One function for each channel of the contract; a missing or misspelt one does not compile. */
export type Handlers = {
  readonly [Name in ChannelName]: (
    input: Inputs[Name],
  ) => Result<Outputs[Name], CallFailure> | Promise<Result<Outputs[Name], CallFailure>>;
};

/** The handlers of some of the channels, for a file that serves one domain. */
export type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<ChannelName, `${Prefix}.${string}`>>;

type Table = {
  readonly [Name in ChannelName]: {
    readonly input: z.ZodType<Inputs[Name]>;
    readonly output: z.ZodType<Outputs[Name]>;
  };
};

const table: Table = channels;

/** The name of a channel between the processes; the preload script uses the same. */
const wireName = (name: ChannelName): string => `segl:${name}`;

/**
 * Answers the calls of the window. Every call passes here: it must come from the main frame of `contents`,
 * showing our own page, with an input that the contract accepts. Anything else, and every exception, is
 * answered with a code and nothing more.
 */
export function serveCalls(handlers: Handlers, contents: () => WebContents | undefined): void {
  for (const name of channelNames()) serveCall(name, handlers[name], contents);
}

/** Tells the window something it did not ask for. */
export function sendEvent<Name extends keyof WindowEvents>(
  contents: WebContents,
  name: Name,
  payload: WindowEvents[Name],
): void {
  if (!contents.isDestroyed()) contents.send(`segl:event:${name}`, payload);
}

function serveCall<Name extends ChannelName>(
  name: Name,
  handler: Handlers[Name],
  contents: () => WebContents | undefined,
): void {
  ipcMain.handle(wireName(name), async (event, raw: unknown) => {
    if (!isFromOurPage(event, contents())) return refuse('sender-refused');
    try {
      const input = table[name].input.safeParse(raw);
      if (!input.success) return refuse('input-refused');
      const answer = await handler(input.data);
      if (!answer.ok) return refuse(answer.error.code, answer.error.holder);
      return { ok: true, value: table[name].output.parse(answer.value) };
    } catch (error) {
      logUnexpected(name, error);
      return refuse('internal');
    }
  });
}

// Of a failure nothing passes but its code, and who has the project open.
function refuse(
  code: FailureCode,
  holder?: ProjectHolder,
): { readonly ok: false; readonly error: CallFailure } {
  return failure(holder === undefined ? { code } : { code, holder: projectHolder.parse(holder) });
}

function isFromOurPage(event: IpcMainInvokeEvent, contents: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  if (contents === undefined || frame === null || event.sender !== contents) return false;
  return frame === contents.mainFrame && isOurAddress(frame.url);
}

function channelNames(): readonly ChannelName[] {
  return Object.keys(channels).filter((name): name is ChannelName => name in channels);
}
