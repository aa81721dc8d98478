import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { sampleText } from '../../support/models/sample.ts';
import { commandFile, file } from '../../support/command-line.ts';

test('says nothing more when nobody reads on', () => {
  const command = `"${process.execPath}" "${commandFile}" metrics "$1" | head -1`;
  const path = file('read.segl', sampleText);
  const done = spawnSync('sh', ['-c', command, 'sh', path], { encoding: 'utf8' });
  expect(done.stdout).toContain('AMS');
  expect(done.stderr).toBe('');
});

test('says that the output cannot be written, and nothing of where that was found out', () => {
  const command = `"${process.execPath}" "${commandFile}" metrics "$1" > /dev/full`;
  const done = spawnSync('sh', ['-c', command, 'sh', file('full.segl', sampleText)], { encoding: 'utf8' });
  expect(done).toMatchObject({ status: 2, stderr: 'segl: the output cannot be written.\n' });
});
