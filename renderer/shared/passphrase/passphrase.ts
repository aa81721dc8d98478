/** The shortest passphrase that a project takes, in characters. */
export const leastPassphrase = 12;

/** The length of a passphrase as people count characters. */
export function passphraseLength(passphrase: string): number {
  return [...passphrase.normalize('NFC')].length;
}

/**
 * Lets `use` have the passphrase of a field as it travels, and fills it with zeros after that: normalised, in UTF-8, as
 * bytes. What the field itself holds goes with the process of the page.
 */
export async function withPassphrase<Answer>(
  field: HTMLInputElement | null | undefined,
  use: (passphrase: Uint8Array) => Promise<Answer>,
): Promise<Answer> {
  const passphrase = new TextEncoder().encode(field?.value.normalize('NFC') ?? '');
  try {
    return await use(passphrase);
  } finally {
    passphrase.fill(0);
  }
}
