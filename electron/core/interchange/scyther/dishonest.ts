import type { Failures } from '#core/interchange/scyther/failure.ts';
import type { Model } from '#core/interchange/scyther/syntax.ts';

/** The name of the one agent that is dishonest: Eve, or who is declared untrusted instead. */
export function dishonestAgent(model: Model, failures: Failures): string {
  const untrusted = model.declarations.flatMap((each) => {
    if (each.kind === 'untrusted') return each.names;
    return each.kind === 'constant' ? each.names.filter(({ name }) => name === 'Eve') : [];
  });
  const [first] = untrusted;
  for (const at of untrusted) if (at.name !== first?.name) failures.add('second-untrusted', at);
  return first?.name ?? 'Eve';
}
