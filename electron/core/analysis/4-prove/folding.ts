import type { Protocol } from '#core/protocol/protocol.ts';

/** A part of a protocol, and what in it stands for what else: roles, values that runs make, labels, by their names. */
export interface Slice {
  readonly protocol: Protocol;
  readonly roles: ReadonlyMap<string, string>;
  readonly fresh: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
}

/** A protocol in which everything stands for itself alone. */
export function unfolded(protocol: Protocol): Slice {
  return { protocol, roles: new Map(), fresh: new Map(), labels: new Map() };
}
