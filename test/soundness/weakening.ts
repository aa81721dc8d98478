/** A way to weaken a model: the text before and after. Throws where there is nothing to weaken. */
export type Weakening = (text: string) => string;

/** The entity does not check the element any more. */
export function unchecked(entity: string, element: string): Weakening {
  return eachLine(new RegExp(`^\\s*${entity} checks `, 'u'), (line) => {
    const left = withoutItem(line, element);
    return /checks\s*$/u.test(left) ? null : left;
  });
}

/** The messages of these labels do not have the element any more, wherever they had it. */
export function without(element: string, ...labels: readonly string[]): Weakening {
  return eachLine(messages(labels), (line) => {
    const [head, content] = splitAt(line);
    return head + withoutItem(content, element);
  });
}

/** What is encrypted in the messages of these labels is not bound to anything beside it any more. */
export function unbound(...labels: readonly string[]): Weakening {
  return eachLine(messages(labels), (line) => line.replaceAll(/ ;[^()]*\)/gu, ')'));
}

/** One more entity has the element from the beginning. */
export function sharedWith(entity: string, element: string): Weakening {
  return eachLine(new RegExp(`^(key|data|counter) ${element} `, 'u'), (line) =>
    line.replace(/ shared by /u, ` shared by ${entity}, `),
  );
}

/** One more entity is told the element by the entity that gets the message of this label, right after it. */
export function toldTo(entity: string, element: string, label: string): Weakening {
  return eachLine(new RegExp(`^\\s*message ${label} `, 'u'), (line) => {
    const receiver = /-> (\w+)/u.exec(line)?.[1] ?? '';
    return `${line}\n  message ${label}_told ${receiver} -> ${entity}: ${element}`;
  });
}

/** What vouches for a content with the key, in the messages of these labels, is a hash that everybody can make. */
export function hashedOnly(key: string, ...labels: readonly string[]): Weakening {
  const vouching = new RegExp(`(aead|enc|mac|sign)\\[${quoted(key)}\\]\\(([^()]*)\\)`, 'gu');
  return eachLine(messages(labels), (line) =>
    line.replaceAll(vouching, (_, primitive: string, content: string) => {
      const listed = content.replace(' ;', ',');
      return primitive === 'mac' ? `hash(${listed})` : `${listed}, hash(${listed})`;
    }),
  );
}

/** What was encrypted or signed with the key in the messages of these labels is sent as it is. */
export function inTheClear(key: string, ...labels: readonly string[]): Weakening {
  const protecting = new RegExp(`(aead|enc|penc|sign)\\[${quoted(key)}\\]`, 'gu');
  return eachLine(messages(labels), (line) => line.replaceAll(protecting, '').replaceAll(' ;', ','));
}

/** The element is not made anew but is what it was when the keys were made: long-term. */
export function neverRenewed(key: string): Weakening {
  return (text) => {
    const kept = eachLine(new RegExp(`^key ${key} `, 'u'), (line) =>
      line.replace(/ session\b/u, ' long-term'),
    )(text);
    return eachLine(new RegExp(`^\\s*\\w+ makes ${key}$`, 'u'), () => null)(kept);
  };
}

function quoted(text: string): string {
  return text.replaceAll(/[()]/gu, String.raw`\$&`);
}

function messages(labels: readonly string[]): RegExp {
  return new RegExp(`^\\s*message (${labels.join('|')}) `, 'u');
}

function splitAt(line: string): readonly [string, string] {
  const place = line.indexOf(': ') + 2;
  return [line.slice(0, place), line.slice(place)];
}

// Takes an item out of the lists that have it.
function withoutItem(line: string, item: string): string {
  return line
    .replaceAll(new RegExp(`, ${item}(?=$|[,;) ])`, 'gu'), '')
    .replaceAll(new RegExp(`(?<=[( ])${item}, `, 'gu'), '')
    .replaceAll(new RegExp(`(?<= )${item}$`, 'gu'), '');
}

function eachLine(which: RegExp, change: (line: string) => string | null): Weakening {
  return (text) => {
    const lines = text.split('\n').map((line) => (which.test(line) ? change(line) : line));
    const changed = lines.filter((line) => line !== null).join('\n');
    if (changed === text) throw new Error(`nothing to weaken in ${String(which)}`);
    return changed;
  };
}
