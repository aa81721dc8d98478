import type { Translate } from '#core/messages/catalogue.ts';
import { words, type Sheet } from './sheet.ts';
import { theory, type PrimitiveName } from '#core/terms/theory.ts';

interface Service {
  readonly name: 'hash' | 'public-key-encryption' | 'symmetric-encryption' | 'mac' | 'signature';
  /** Those of the kind, which give the same. */
  readonly primitives: readonly [PrimitiveName, ...PrimitiveName[]];
}

/** The rows of the paper's Table 3 in its order. */
export const tableThreeServices: readonly Service[] = [
  { name: 'hash', primitives: ['hash'] },
  { name: 'public-key-encryption', primitives: ['penc'] },
  { name: 'symmetric-encryption', primitives: ['enc', 'aead'] },
  { name: 'mac', primitives: ['mac'] },
  { name: 'signature', primitives: ['sign'] },
];

/** The paper's Table 3, from the theory of the primitives: what each kind of primitive gives alone. */
export function tableThreeSheet(translate: Translate): Sheet {
  const word = (given: boolean): string =>
    translate(given ? 'metrics.table-three.yes' : 'metrics.table-three.no');
  return {
    name: 'table-three',
    title: translate('metrics.table-three.title'),
    note: translate('metrics.table-three.note'),
    columns: [
      words(translate('metrics.table-three.service')),
      words(translate('metrics.table-three.integrity')),
      words(translate('metrics.table-three.origin')),
      words(translate('metrics.table-three.non-repudiation')),
      words(translate('metrics.table-three.entity')),
    ],
    rows: tableThreeServices.map(({ name, primitives }) => {
      const { integrity, origin, nonRepudiation, entity } = theory[primitives[0]].table3;
      return [
        translate('metrics.table-three.row', {
          service: translate(`metrics.table-three.${name}`),
          primitives: primitives.join(', '),
        }),
        word(integrity),
        word(origin),
        word(nonRepudiation),
        // The paper leaves a field empty where no freshness helps.
        entity === 'with-freshness' ? translate('metrics.table-three.fresh') : null,
      ];
    }),
    total: false,
    active: false,
  };
}
