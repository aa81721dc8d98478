/** An organisation whose approval a public report needs. */
export interface InformationOwner {
  readonly id: string;
  readonly organisation: string;
}
