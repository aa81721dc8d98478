/** The characteristics of a model that the paper's Table 1 lists. */
export interface TableOne {
  readonly entities: number;
  readonly messages: number;
  readonly symmetricKeys: number;
  readonly keyPairs: number;
  readonly counters: number;
  readonly nonces: number;
  readonly dataElements: number;
  readonly phases: number;
}

/** The rows of Table 1, in the paper's order. */
export const tableOneMeasures = [
  'entities',
  'messages',
  'symmetricKeys',
  'keyPairs',
  'counters',
  'nonces',
  'dataElements',
  'phases',
] as const satisfies readonly (keyof TableOne)[];

/** Table 1 and the number of levels of the key hierarchy, which the paper promises (section 3.3, iv). */
export interface ModelMetrics {
  readonly tableOne: TableOne;
  readonly keyHierarchyLevels: number;
}
