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

/** Table 1 and the number of levels of the key hierarchy, which the paper promises (section 3.3, iv). */
export interface ModelMetrics {
  readonly tableOne: TableOne;
  readonly keyHierarchyLevels: number;
}
