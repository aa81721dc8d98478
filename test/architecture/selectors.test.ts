import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/places.ts';

/** What of a page a selector names: a class, or an attribute of ours. */
interface Named {
  readonly kind: 'class' | 'data';
  readonly name: string;
}

/** The classes and `data-` attributes in the selectors that a script looks for. */
function lookedFor(script: string): readonly Named[] {
  const calls = script.matchAll(
    /\b(?:querySelector(?:All)?|closest|matches)(?:<[^>]*>)?\(\s*(['"`])(.*?)\1/gsu,
  );
  return [...calls].flatMap(([, , selector = '']) => {
    const named: Named[] = [];
    for (const [, name = ''] of selector.matchAll(/\[(data-[\w-]+)/gu)) named.push({ kind: 'data', name });
    const plain = selector.replaceAll(/\[[^\]]*\]/gu, '').replaceAll(/\$\{[^}]*\}/gu, '');
    for (const [, name = ''] of plain.matchAll(/\.([\w-]+)/gu)) named.push({ kind: 'class', name });
    return named;
  });
}

/** Whether what a page is made of has what is looked for. */
function isMade(markup: string, { kind, name }: Named): boolean {
  // CodeMirror's own.
  if (kind === 'class' && name.startsWith('cm-')) return true;
  if (kind === 'data') return new RegExp(`\\s${name}[\\s=/>]`, 'u').test(markup);
  return new RegExp(`class="[^"]*\\b${name}\\b|class:${name}\\b|class=\\{[^}]*\\b${name}\\b`, 'u').test(
    markup,
  );
}

function withoutScriptAndStyle(text: string): string {
  return text.replaceAll(/<(script|style)\b.*?<\/\1>/gsu, '');
}

const files = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|ts)$/u.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, 'renderer', name), 'utf8') }));
const markup = files
  .filter(({ name }) => name.endsWith('.svelte'))
  .map(({ text }) => withoutScriptAndStyle(text))
  .join('\n');

describe('selectors of the window', () => {
  test('look for nothing that no page has', () => {
    const lost = files.flatMap(({ name, text }) =>
      lookedFor(text)
        .filter((each) => !isMade(markup, each))
        .map((each) => `${name}: ${each.name}`),
    );
    expect(files.flatMap(({ text }) => lookedFor(text)).length).toBeGreaterThan(10);
    expect(lost).toEqual([]);
  });

  test.each([
    ["list.querySelectorAll<HTMLElement>('button.row')", '<button class="choice"></button>', false],
    ["list.querySelectorAll<HTMLElement>('button.row')", '<button class="big row"></button>', true],
    ['list.querySelector(\'[data-row][tabindex="0"]\')', '<li><b></b></li>', false],
    ['list.querySelector(\'[data-row][tabindex="0"]\')', '<button data-row>', true],
    ["frame.querySelector('.selected')", '<td class:selected={yes}>', true],
  ])('%s on %s', (script, page, made) => {
    expect(lookedFor(script).every((each) => isMade(page, each))).toBe(made);
  });
});
