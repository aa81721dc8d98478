import { sampleText } from './sample.ts';

const opening = 'phase operations ';

/**
 * Whether the rounds of a family are `alike` but for the names of their keys, or each `labelled` with a constant of
 * its own in what it sends under the key-encryption key.
 */
export type Rounds = 'alike' | 'labelled';

/**
 * A model like the bundled example with so many rounds of its operations, each in a phase of its own that renews
 * the traffic key of the round before: 20 messages and 8 for each round.
 */
export function family(rounds: number, kind: Rounds = 'alike'): string {
  const start = sampleText.indexOf(opening);
  const end = sampleText.indexOf('\n}\n', start) + 3;
  if (start < 0 || end < 3) throw new Error('the example has a phase of operations');
  const before = sampleText.slice(0, start);
  const phase = sampleText.slice(start, end);
  const after = sampleText.slice(end);
  const keys: string[] = [];
  const constants: string[] = [];
  const phases: string[] = [];
  for (let round = 2; round <= rounds; round += 1) {
    const [old, next] = [round === 2 ? 'K_mh_next' : `K_mh_next_${round - 1}`, `K_mh_next_${round}`];
    keys.push(`key ${next} "Traffic key, renewed" shared by MET, HES session replaces ${old}`);
    const label = kind === 'labelled' ? `RENEWAL_${round}` : 'RENEWAL';
    if (kind === 'labelled') constants.push(`constant ${label} "What is transferred in round ${round}"`);
    phases.push(
      phase
        .replaceAll(/\bRENEWAL\b/gu, label)
        .replace(opening, `phase operations_${round} `)
        .replaceAll(/\bK_mh(?:_next)?\b/gu, (name) => (name === 'K_mh' ? old : next))
        .replaceAll(/message o(\d)/gu, `message o$1_${round}`),
    );
  }
  return [
    before.replace('\nconstant KEK_LABEL', `\n${[...keys, '', ...constants].join('\n')}\nconstant KEK_LABEL`),
    phase,
    ...phases,
    after,
  ].join('\n');
}
