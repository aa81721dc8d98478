import type { Claim, Model, RoleEvent } from '#core/interchange/scyther/syntax.ts';

/**
 * The labels of all claims, as Scyther gives them: a claim without a label has its role's name with the number
 * of the claim among the role's claims, comparisons that must fail counted as such. Where another claim of the
 * protocol has the label already, it is the role's name with the first number that occurs nowhere.
 */
export function claimLabels(model: Model): ReadonlyMap<Claim, string> {
  const words = new Set(model.words);
  const labels = new Map<Claim, string>();
  for (const protocol of model.protocols) {
    const used = new Set<string>();
    for (const { name, events } of protocol.roles) {
      let count = 0;
      for (const event of events) {
        if (!isClaim(event)) continue;
        count += 1;
        const wished = event.kind === 'claim' ? (event.label ?? `${name.name}${count}`) : null;
        const label = wished === null || used.has(wished) ? unused(name.name, words) : wished;
        words.add(label);
        used.add(label);
        if (event.kind === 'claim') labels.set(event, label);
      }
    }
  }
  return labels;
}

function isClaim(event: RoleEvent): boolean {
  return event.kind === 'claim' || (event.kind === 'match' && !event.equal);
}

function unused(role: string, words: ReadonlySet<string>): string {
  let number = 1;
  while (words.has(`${role}${number}`)) number += 1;
  return `${role}${number}`;
}
