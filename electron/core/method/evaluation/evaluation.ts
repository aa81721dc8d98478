import type { Confirmation, SeenProposal } from '#core/dossier/confirmation.ts';
import type { CriterionProposal } from './proposal.ts';
import type { Criterion, CriterionStatus } from '#core/dossier/criterion.ts';

/** The analyst's word on what was proposed for a criterion: none yet, or she agreed with it, or she overruled it. */
export type ConfirmationStatus = 'proposed' | 'confirmed' | 'overruled';

/** One criterion: what is computed and what the analyst says. */
export interface CriterionEvaluation {
  readonly criterion: Criterion;
  readonly proposal: CriterionProposal;
  readonly confirmation: Confirmation | null;
  readonly confirmationStatus: ConfirmationStatus;
  /** The status that counts: her word where there is one, else the proposal. */
  readonly status: CriterionStatus;
  /** True if the proposal, or what counts against the criterion, is no longer what she saw when she gave her word. */
  readonly outdated: boolean;
  /** True if she gave her word without saying why. */
  readonly unreasoned: boolean;
}

/** Puts the proposals and the analyst's words on them together, in the order of the proposals. */
export function evaluate(
  proposals: readonly CriterionProposal[],
  confirmations: readonly Confirmation[],
): readonly CriterionEvaluation[] {
  return proposals.map((proposal) => {
    const { criterion } = proposal;
    const confirmation = confirmations.find(({ id }) => id === criterion) ?? null;
    return {
      criterion,
      proposal,
      confirmation,
      confirmationStatus: confirmationStatusOf(confirmation),
      status: confirmation?.status ?? proposal.status,
      outdated: confirmation !== null && !sameProposal(confirmation.proposed, proposal),
      unreasoned: confirmation?.reason.trim() === '',
    };
  });
}

/** The analyst's word on a proposal as it is now. */
export function confirmationOf(
  { criterion, status: proposed, missing }: CriterionProposal,
  status: CriterionStatus,
  reason: string,
): Confirmation {
  return { id: criterion, status, reason, proposed: { status: proposed, missing } };
}

function confirmationStatusOf(confirmation: Confirmation | null): ConfirmationStatus {
  if (confirmation === null) return 'proposed';
  return confirmation.status === confirmation.proposed.status ? 'confirmed' : 'overruled';
}

// More of what counts for a criterion needs no second look; another gap does.
function sameProposal(seen: SeenProposal, now: CriterionProposal): boolean {
  return (
    seen.status === now.status &&
    seen.missing.length === now.missing.length &&
    seen.missing.every(({ code, count }) =>
      now.missing.some((each) => each.code === code && each.count === count),
    )
  );
}
