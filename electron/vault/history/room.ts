import type { Repositories } from '#vault/repositories/repositories.ts';

/**
 * The most that a project has after it took over what another copy has: less than a sealed file can hold, so that nobody can
 * bring a project where it cannot be handed on any more. Lengths are in characters.
 */
const most = {
  states: 18_000,
  namesOfStates: 2_000_000,
  entries: 60_000,
  lengthOfEntries: 8_000_000,
  events: 60_000,
  namesInEvents: 4_000_000,
  /** Ends of the audit log: each copy that goes on by itself has one. */
  tips: 100,
} as const;

/** False where a project has more than can be handed on in one file, with room for what is done until then. */
export function canBeHandedOn({ states, ledger, events }: Repositories): boolean {
  const { count, names } = states.size();
  const log = events.size();
  return (
    count <= most.states &&
    names <= most.namesOfStates &&
    ledger.count() <= most.entries &&
    ledger.length() <= most.lengthOfEntries &&
    log.count <= most.events &&
    log.names <= most.namesInEvents &&
    events.tips().length <= most.tips
  );
}
