import { claimedPhase } from '#core/language/claimed-phase.ts';
import type { QuestionKind } from '#core/language/kinds.ts';
import type { Claim } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import { ownValuesFrom } from './last-contribution.ts';
import { propertyKey } from './property-key.ts';
import { variable, type ClaimEvents, type ClaimHistory, type RoleDraft } from './claim-events.ts';

/**
 * A claim about the moment when the claimant has finished, apparently with the claimed entity: the events of both ends
 * and the correspondence between them (Lowe 1997).
 */
export interface Correspondence {
  readonly claimed: string;
  readonly claimant: string;
  readonly kind: QuestionKind;
  /** The element that the question is about, or null. */
  readonly element: string | null;
  /** The elements that both ends have the same values of. */
  readonly on: readonly string[];
  readonly injective: boolean;
  /**
   * How far the other end must have come: it runs, it runs with the claimant, or it has the values as well, in the
   * phase that the claim is about or in whatever phase it got them.
   */
  readonly reaches: 'runs' | 'runs-with' | 'agrees' | 'agrees-in-any-phase';
  /** A text that tells its events from those of other claims. */
  readonly eventSuffix: string;
}

/** The events of a kind of claim whose claims are correspondences. */
export function correspondenceEvents(of: (claim: Claim) => Correspondence | null): ClaimEvents {
  return {
    watched: (claim, entity) => {
      const found = of(claim);
      const concerned = found !== null && (found.claimed === entity || found.claimant === entity);
      return concerned ? found.on : [];
    },
    begin: (claim, role, history) => {
      const found = of(claim);
      if (found !== null && found.claimed === role.entity) beginRunning(found, role, history);
    },
    before: (claim, role, place, history) => {
      const found = of(claim);
      if (found?.claimed === role.entity) runWith(found, claim, role, place, history);
    },
    end: (claim, role, history) => {
      const found = of(claim);
      const isEnd = claimedPhase(history.model, claim)?.name === role.phase.name;
      if (found?.claimant === role.entity && isEnd) conclude(found, claim, role, history);
    },
  };
}

function beginRunning(
  { reaches, claimed, claimant }: Correspondence,
  role: RoleDraft,
  history: ClaimHistory,
): void {
  if (reaches === 'runs') addOnce(role, aliveEvent(claimed), [variable(claimed)], 0, history);
  if (reaches !== 'runs-with') return;
  addOnce(role, withEvent(claimed, claimant), [variable(claimed), variable(claimant)], 0, history);
}

// The same event serves several claims, once in each role, and once more with what the entity got back.
function addOnce(
  role: RoleDraft,
  event: string,
  args: readonly Message[],
  times: number,
  history: ClaimHistory,
): void {
  if (!history.noteOnce(`${role.name}: ${event} ${String(times)}`)) role.addEvent(event, args, []);
}

function runWith(
  found: Correspondence,
  claim: Claim,
  role: RoleDraft,
  place: number,
  history: ClaimHistory,
): void {
  const { claimed, claimant, reaches, injective } = found;
  if (reaches !== 'agrees' && reaches !== 'agrees-in-any-phase') return;
  // A key is confirmed whenever it was that the other end got it.
  if (reaches === 'agrees' && claimedPhase(history.model, claim)?.name !== role.phase.name) return;
  const agreed = found.on.map((name) => history.valuesOf(claimed, name).at(-1));
  if (!agreed.every((message) => message !== undefined)) return;
  const ends = [variable(claimed), variable(claimant)];
  const event = runningEvent(found);
  const times = found.on.reduce((sum, name) => sum + history.valuesOf(claimed, name).length, 0);
  addOnce(role, runningEvent({ ...found, injective: false }), [...ends, ...agreed], times, history);
  if (!injective) return;
  // What belongs to one run alone tells it from others: as much of it as the other end can rest on.
  if (place < ownValuesFrom(role.phase, claimed, claimant, history.model.elements)) return;
  const own = role.ownValues();
  history.ownCount(event, own.length);
  addOnce(role, event, [...ends, ...agreed, ...own], times, history);
}

function conclude(found: Correspondence, claim: Claim, role: RoleDraft, history: ClaimHistory): void {
  const { claimed, claimant, on, kind, element, injective } = found;
  const agreed = on.map((name) => history.valuesOf(claimant, name).at(-1));
  // What cannot be asked is no question: `unaskedOf` tells it.
  if (!agreed.every((message) => message !== undefined)) return;
  const honest = history.relied(on, [claimed, claimant]);
  // One for each claim: the levels say different things of the same end.
  const event = `finished: ${kind} ${found.eventSuffix}`;
  role.addEvent(event, [variable(claimed), variable(claimant), ...agreed], honest);
  const places = ['claimed', 'claimant', ...on.map((_, index) => `value ${String(index)}`)].map(variable);
  const about = { kind, element, entity: claimant, originator: claimed, on, phase: claim.phase };
  const key = propertyKey(about);
  history.ask({
    ...{ key, claim },
    ...about,
    honest,
    write: () => ({
      kind: 'correspondence',
      name: key,
      end: { event, run: 'claimant', args: places },
      needs: [{ run: 'claimed', ...needed(found, places, history) }],
      injective,
      ...(injective
        ? { enough: { run: 'claimed', ...needed({ ...found, injective: false }, places, history) } }
        : {}),
    }),
  });
}

function needed(
  found: Correspondence,
  places: readonly Message[],
  history: ClaimHistory,
): { readonly event: string; readonly args: readonly Message[] } {
  const { claimed, claimant } = found;
  switch (found.reaches) {
    case 'runs':
      return { event: aliveEvent(claimed), args: places.slice(0, 1) };
    case 'runs-with':
      return { event: withEvent(claimed, claimant), args: places.slice(0, 2) };
    case 'agrees':
    case 'agrees-in-any-phase': {
      const event = runningEvent(found);
      const own = Array.from({ length: history.ownCount(event) }, (_, index) =>
        variable(`own ${String(index)}`),
      );
      return { event, args: [...places, ...own] };
    }
  }
}

function aliveEvent(entity: string): string {
  return `${entity} runs`;
}

function withEvent(entity: string, partner: string): string {
  return `${entity} runs with ${partner}`;
}

function runningEvent({ injective, eventSuffix }: Correspondence): string {
  return `running${injective ? ' once' : ''}: ${eventSuffix}`;
}
