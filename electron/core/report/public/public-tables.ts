import type { PlainTranslate } from '#core/messages/plain-text.ts';
import { captioned, head, number } from '#core/report/public/blocks.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import {
  distinctKeys,
  publicMeasures,
  publicRequirementKinds,
  publicThreats,
  type PublicRecord,
} from '#core/publication/public-record.ts';

/** The paper's Table 1, with the distinct keys and the levels of the key hierarchy that it promises. */
export function characteristics(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  return captioned(
    translate('public.characteristics.caption'),
    [{ points: 260 }, { points: 70 }],
    [head(translate('report.table-one.characteristic')), head(translate('report.number'), 'right')],
    [
      ...publicMeasures.map((measure) => [
        cell(translate(`report.measure.${measure}`)),
        number(record.tableOne[measure]),
      ]),
      [cell(translate('public.measure.distinctKeys')), number(distinctKeys(record))],
      [cell(translate('report.measure.keyHierarchyLevels')), number(record.keyHierarchyLevels)],
    ],
  );
}

/** The paper's Table 2, with how many threats of each type were considered. Denial of service never is. */
export function threatTable(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  return captioned(
    translate('public.threats.caption'),
    [{ points: 120 }, { points: 70 }, 'share', { points: 60 }],
    [
      head(translate('public.threats.type')),
      head(translate('public.threats.adversary')),
      head(translate('public.threats.breach')),
      head(translate('public.threats.number'), 'right'),
    ],
    [
      ...publicThreats.map((threat) => [
        cell(translate(`public.threat.${threat}`)),
        cell(translate(threat === 'eavesdropping' ? 'public.adversary.passive' : 'public.adversary.active')),
        cell(translate(`public.breach.${threat}`)),
        number(record.threats[threat]),
      ]),
      [
        cell(translate('public.threat.denial-of-service')),
        cell(translate('public.adversary.none')),
        cell(translate('public.breach.denial-of-service')),
        cell(translate('public.threats.outside'), { align: 'right' }),
      ],
    ],
  );
}

/** The kinds of high-level requirement, with how many there are of each. */
export function requirementTable(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  return captioned(
    translate('public.requirements.caption'),
    [{ points: 140 }, 'share', { points: 60 }],
    [
      head(translate('report.requirement-kind')),
      head(translate('public.requirements.meaning')),
      head(translate('report.number'), 'right'),
    ],
    publicRequirementKinds.map((kind) => [
      cell(translate(`report.requirement-kind.${kind}`)),
      cell(translate(`public.requirement.${kind}`)),
      number(record.requirements[kind]),
    ]),
  );
}
