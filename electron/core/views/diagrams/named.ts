/** A part of the model by its name and its label. */
export interface Named {
  readonly name: string;
  readonly label: string;
}
