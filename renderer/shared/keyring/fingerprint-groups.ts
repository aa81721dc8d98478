/** How many characters are read aloud in one breath. */
const groupLength = 4;

/** A fingerprint in the groups in which two people read it to each other. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  const written = fingerprint.split(/[\s-]+/u).filter((group) => group !== '');
  if (written.length > 1) return written;
  const digits = written[0] ?? '';
  return Array.from({ length: Math.ceil(digits.length / groupLength) }, (_, index) =>
    digits.slice(index * groupLength, (index + 1) * groupLength),
  );
}
