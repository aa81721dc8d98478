import type { Declaration } from '#core/language/resolve/declarations.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeCitation } from '#core/method/sources/describe-citation.ts';

/** Tells what is known of a declared name from where it is declared, a line each; its name and label apart. */
export function describeDeclaration(declaration: Declaration, translate: Translate): readonly string[] {
  const { element, message, owner, sources } = declaration;
  const lines: string[] = [];
  if (message !== null) lines.push(translate('interface.hover.message', message));
  if (element !== null) {
    const { holders, knownTo, replaces } = element;
    const names = holders.join(', ');
    if (holders.length === 1) lines.push(translate('interface.hover.owner', { names }));
    if (holders.length > 1) lines.push(translate('interface.hover.holders', { names }));
    if (knownTo.length > 0) lines.push(translate('interface.hover.known', { names: knownTo.join(', ') }));
    if (element.kind !== 'constant') {
      const lifetime = translate(`report.lifetime.${element.lifetime}`);
      lines.push(
        [lifetime, ...(element.entropy === 'low' ? [translate('interface.hover.low')] : [])].join(' · '),
      );
    }
    if (replaces !== null) lines.push(translate('interface.hover.replaces', { key: replaces }));
  }
  if (owner !== null) lines.push(translate('interface.hover.requirement-owner', { owner }));
  for (const source of sourceReferences(sources)) {
    lines.push(translate('interface.hover.source', { document: describeCitation(source, translate) }));
  }
  return lines;
}
