import type { View } from './certificate.ts';
import type { Message } from '#core/protocol/message.ts';
import { messagesOf, type Protocol, type RoleStep } from '#core/protocol/protocol.ts';

/** What the steps of a protocol do with a label. */
export interface LabelUse {
  /** Whether some step delivers its message once. */
  readonly once: boolean;
  /** Whether it is carried by the public channel, by others, or by both. */
  readonly channels: 'public' | 'private' | 'both';
  /** The symbol that all its messages begin with; null where they do not begin alike, or with a variable. */
  readonly symbol: string | null;
}

/** The labels of a protocol. */
export function labelUses({ roles }: Protocol): ReadonlyMap<string, LabelUse> {
  const uses = new Map<string, LabelUse>();
  for (const step of roles.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'send' && step.kind !== 'receive') continue;
    const message = step.kind === 'send' ? step.message : step.pattern;
    const symbol = message.kind === 'apply' ? message.symbol : null;
    const once = step.channel.trust !== 'public' && step.channel.once;
    const channels = step.channel.trust === 'public' ? 'public' : 'private';
    const known = uses.get(step.label) ?? { once, symbol, channels };
    uses.set(step.label, {
      once: known.once || once,
      channels: known.channels === channels ? channels : 'both',
      symbol: known.symbol === symbol ? symbol : null,
    });
  }
  return uses;
}

/** The names of the values that runs make in these steps. */
export function freshNamesOf(steps: readonly RoleStep[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (message: Message): void => {
    if (message.kind === 'fresh') names.add(message.name);
    else if (message.kind === 'apply') message.args.forEach(visit);
  };
  steps.flatMap(messagesOf).forEach(visit);
  return names;
}

/**
 * The names under which values are seen alike that are different: the run that made them is not kept, or one run makes several
 * that are seen under the name. (Where the run is kept, values of different runs differ: a run is no message, so that it does
 * not matter at which place it stands.)
 */
export function blurredNames(view: View, { roles }: Protocol): ReadonlySet<string> {
  const blurred = new Set<string>();
  for (const { steps } of roles) {
    const seen = new Set<string>();
    for (const source of freshNamesOf(steps)) {
      const { name, kept } = view.fresh.get(source) ?? { name: source, kept: [0] };
      if (name === null) continue;
      if (!kept.includes(0) || seen.has(name)) blurred.add(name);
      seen.add(name);
    }
  }
  return blurred;
}
