/** The longest name that is compared: nobody misspells a longer one, and comparing takes the square of the length. */
const longest = 64;

/** The candidate that a misspelt name most likely meant, or null when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (name.length > longest) return null;
  // Of a single letter every other one would be a misspelling.
  const limit = name.length < 2 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let nearest: { name: string; distance: number } | null = null;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const most = nearest === null ? limit : nearest.distance - 1;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), most);
    if (distance <= most) nearest = { name: candidate, distance };
  }
  return nearest?.name ?? null;
}

// Levenshtein's distance, one row at a time; some number past `most` where it is past it.
function editDistance(left: string, right: string, most: number): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 0; i < left.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < right.length; j += 1) {
      const substitution = (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[right.length] ?? 0;
}
