import type { Translate } from '#core/messages/catalogue.ts';

/** Who has a project open, or had it: as they call themselves, or null; since when, ISO 8601 in UTC; on which machine. */
interface NamedHolder {
  readonly name: string | null;
  readonly since: string;
  readonly host: string;
}

/** Says who has a project open. */
export function holderSentence({ name, since, host }: NamedHolder, text: Translate): string {
  return name === null
    ? text('interface.holder.unnamed', { host, since: minuteOf(since) })
    : text('interface.holder.named', { name, host, since: minuteOf(since) });
}

/** Says who had a project open on this machine in a session that ended without closing it. */
export function leftOpenSentence({ name, since }: NamedHolder, text: Translate): string {
  return name === null
    ? text('interface.holder.left-open', { since: minuteOf(since) })
    : text('interface.holder.left-open-by', { name, since: minuteOf(since) });
}

// The same everywhere: whoever has it open may be in another time zone.
function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
