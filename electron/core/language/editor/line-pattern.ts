import type { Declaration } from '#core/language/resolve/declarations.ts';
import type { Token } from '#core/language/token.ts';

/**
 * A line, or a block, that begins with a word, with `${…}` around what is to be filled in: with names of the text
 * where it has them. Null for a word that is written as it is. `message` is the name that a next message would have.
 */
export function patternOf(
  word: string,
  declarations: readonly Declaration[],
  message: string,
): string | null {
  const entities = declarations.filter(({ meaning }) => meaning === 'entity').map(({ name }) => name.name);
  const [first = 'A', second = 'B'] = entities;
  switch (word) {
    case 'protocol':
    case 'entity':
    case 'constant':
      return `${word} \${NAME} "\${label}"`;
    case 'key':
    case 'counter':
    case 'timestamp':
      return `${word} \${NAME} "\${label}" shared by \${${first}}, \${${second}}`;
    case 'key pair':
    case 'data':
    case 'nonce':
      return `${word} \${NAME} "\${label}" of \${${first}}`;
    case 'phase':
      return 'phase ${NAME} "${label}" channel ${public} adversary ${present} {\n\t${}\n}';
    case 'attack':
      return 'attack ${NAME} "${label}" {\n\t${}\n}';
    case 'message':
      return `message \${${message}} "\${label}" \${${first}} -> \${${second}}: \${}`;
    case 'requirement':
      return `requirement \${${nextRequirementName(declarations)}} \${confidentiality} "\${text}"`;
    default:
      return null;
  }
}

/** The name that goes on where the last message of a text left off: p7 after p6, m1 where there is none. */
export function nextMessageName(before: readonly Token[]): string {
  const names = before.flatMap((token, index) =>
    before[index - 1]?.text === 'message' && before[index - 1]?.startsLine === true ? [token.text] : [],
  );
  return follow(names) ?? 'm1';
}

/** The name that goes on where the last requirement left off: R3 after R2, R1 where there is none. */
export function nextRequirementName(declarations: readonly Declaration[]): string {
  const names = declarations.filter(({ meaning }) => meaning === 'requirement').map(({ name }) => name.name);
  return follow(names) ?? 'R1';
}

/** Digits of a number past which counting on would no longer change it. */
const countableDigits = 12;

// A name without the digits at its end, or with all of them where they are too many to be counted on.
function withoutNumber(name: string): string {
  let end = name.length;
  while (end > 0 && isDigit(name[end - 1])) end -= 1;
  return name.length - end > countableDigits ? name : name.slice(0, end);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

// The name after the last one, by its number, that is not taken.
function follow(names: readonly string[]): string | null {
  const last = names.at(-1) ?? '';
  const stem = withoutNumber(last);
  if (stem === last) return null;
  const taken = new Set(names);
  let number = Number(last.slice(stem.length)) + 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
