import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inert } from '#cli/console/inert.ts';
import { sampleText } from '../../support/models/sample.ts';
import { file, folder, segl } from '../../support/command-line.ts';

/** Everything that a terminal or a reader could be led astray with. */
const steering = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** A window's title, a colour, the one-character form of an escape, a turned word, an invisible letter. */
const hostile = '\u001b]0;owned\u0007\u001b[31mred\u009b2J\u202edetrevni\u200b';

test('what is unseen is written as JSON writes it', () => {
  expect(inert('plain – æøå ✓ 漢字')).toBe('plain – æøå ✓ 漢字');
  expect(inert('a\u001b[2Jb\nc\u202e')).toBe(String.raw`a\u001b[2Jb\u000ac\u202e`);
  expect(inert('\u{e0041}')).toBe(String.raw`\udb40\udc41`);
  const line = JSON.stringify({ name: hostile });
  expect(steering.test(line)).toBe(true);
  expect(JSON.parse(inert(line))).toEqual({ name: hostile });
});

test('no command hands what it was given to the terminal, neither labels nor names of files', () => {
  const text = sampleText
    .replace('entity KPE', 'entity   KPE')
    .replace('"Smart meter"', `"Smart ${hostile} meter"`)
    .replace('"Meter master key"', `"${hostile}"`)
    .replace('"Only meters and', `"Only ${hostile} meters and`)
    .concat(`\nattack lost "${hostile}" {\n  leak K_mh\n}\n`);
  const path = file(`model${hostile}.segl`, text);
  const other = file('other.segl', sampleText);
  const commands = [
    ['check', path],
    ['check', path, '--attack-model', 'lost'],
    ['check', path, '--json'],
    ['requirements', path],
    ['requirements', path, '--json'],
    ['threats', path],
    ['threats', path, '--json'],
    ['guidelines', path],
    ['metrics', path],
    ['metrics', path, '--json'],
    ['compare', path, other],
    ['compare', path, other, '--json'],
    ['format', path, '--check'],
    ['draw', path, '--view', 'system', '--out', join(folder, `a${hostile}.svg`)],
    ['draw', path, '--view', 'attack', '--question', '1', '--seconds', '1', '--out', join(folder, 'b.svg')],
    ['check', join(folder, `none${hostile}.segl`)],
    ['check', path, `--${hostile}`],
    [hostile],
    ['report', path],
    ['verify-public', path],
    ['check-evidence', path],
  ];
  for (const command of commands) {
    const { out, err } = segl(command);
    expect(out + err, command[0]).not.toBe('');
    expect(steering.exec(out + err), command.join(' ')).toBeNull();
  }
});
