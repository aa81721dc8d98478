import type { PlainTranslate } from '#core/messages/plain-text.ts';
import type { Block } from '#core/report/document/document.ts';
import { principles } from '#core/dossier/principle.ts';
import { genericPhases, genericRoles, systemDomains } from '#core/dossier/releasable.ts';
import { bullets, paragraph } from '#core/report/public/blocks.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';

/** The items about the system that were released one by one, in the order of the closed lists. */
export function systemItems(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  const domains = systemDomains
    .filter((domain) => record.domains[domain])
    .map((domain) => translate(`public.domain.${domain}`));
  const roles = genericRoles
    .filter((role) => record.roles[role])
    .map((role) => translate(`public.role.${role}`));
  const phases = genericPhases
    .filter((phase) => record.phaseKinds[phase])
    .map((phase) => translate(`public.phase.${phase}`));
  const lines = [
    ...(domains.length > 0 ? [translate('public.system.domains', { items: domains.join(', ') })] : []),
    ...(roles.length > 0 ? [translate('public.system.roles', { items: roles.join(', ') })] : []),
    ...(phases.length > 0 ? [translate('public.system.phases', { items: phases.join(', ') })] : []),
  ];
  if (lines.length === 0) return [paragraph(translate('public.system.none'))];
  return [
    paragraph(translate('public.system.released')),
    bullets(lines),
    paragraph(translate('public.system.incomplete')),
  ];
}

/** The principles behind the measures, in the order of the closed list. */
export function principleList(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  const behind = principles.filter((principle) => record.principles[principle]);
  return [
    paragraph(translate('public.principles.text')),
    behind.length === 0
      ? paragraph(translate('public.principles.none'))
      : bullets(behind.map((principle) => translate(`public.principle.${principle}`))),
  ];
}
