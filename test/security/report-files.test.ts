import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault } from '#vault/opening/create.ts';
import { commandFile } from '../support/command-line.ts';
import { sampleText } from '../support/models/sample.ts';
import { passphrase, phrase, quickPlatform, temporaryFolder, valueOf } from '../support/vault-platform.ts';

/** What a program wrote where: every file that it opened for writing, with the number of bytes. */
function writtenBy(program: readonly string[], folder: string, input: string): ReadonlyMap<string, number> {
  const log = join(folder, 'strace.log');
  const calls = 'open,openat,creat,memfd_create,write,pwrite64,writev,pwritev,pwritev2';
  const [first = '', ...rest] = program;
  const done = spawnSync(
    'strace',
    ['-f', '-y', '-qq', '-s', '0', '-e', `trace=${calls}`, '-o', log, first, ...rest],
    { input, encoding: 'utf8', cwd: folder, env: { ...process.env, TMPDIR: join(folder, 'tmp') } },
  );
  expect(done.stderr).toBe('');
  const written = new Map<string, number>();
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const opened = /(?:open|openat|creat)\(.*O_(?:WRONLY|RDWR|CREAT|TMPFILE).* = \d+<([^>]*)>/u.exec(
      line,
    )?.[1];
    if (opened !== undefined && !written.has(opened)) written.set(opened, 0);
    const memory = /memfd_create\("([^"]*)"/u.exec(line)?.[1];
    if (memory !== undefined) written.set(`memory: ${memory}`, 0);
    const [, path, count] =
      /(?:write|pwrite64|writev|pwritev2?)\(\d+<(\/[^>]*)>.* = (\d+)$/u.exec(line) ?? [];
    if (path !== undefined) written.set(path, (written.get(path) ?? 0) + Number(count));
  }
  return new Map([...written].filter(([path]) => !/^\/(?:dev|proc|sys)\//u.test(path)));
}

test.runIf(process.platform === 'linux')(
  'while a protected report is written nothing else is, and of it only what is encrypted',
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tmp'));
    mkdirSync(join(folder, 'out'));
    const path = join(folder, 'AMS.segl');
    valueOf(
      valueOf(
        await createVault({ path, passphrase, projectName: 'AMS', text: sampleText }, quickPlatform),
      ).close(),
    );
    const out = join(folder, 'out', 'report.pdf');
    const program = [process.execPath, commandFile, 'report', 'full', '--project', path, '--out', out];
    const written = writtenBy(program, folder, `${phrase}\n`);
    const names = [...written.keys()].map((each) => basename(each.replace(' (deleted)', '')));
    // The project's own, which is encrypted at every moment, and the report on its way.
    const ours =
      /^(?:\.AMS\.segl\.(?:work|lock|[0-9a-f]{32}\.open|[0-9a-f]{16}\.new)|\.segl-[0-9a-f]{12}\.tmp)$/u;
    expect(names.filter((name) => !ours.test(name))).toEqual([]);
    const temporary = [...written].filter(([each]) => each.startsWith(join(folder, 'out')));
    // As many bytes as the encrypted file has: there were no others before them.
    expect(temporary.map(([, count]) => count)).toEqual([statSync(out).size]);
    expect(readFileSync(out).includes('/Encrypt')).toBe(true);
    expect(readdirSync(join(folder, 'out'))).toEqual(['report.pdf']);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')('control: a file that is written for a moment is seen', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tmp'));
  const program = `const { writeFileSync, rmSync } = require('node:fs');
    const path = require('node:os').tmpdir() + '/moment';
    writeFileSync(path, 'in the clear');
    rmSync(path);`;
  const written = writtenBy([process.execPath, '-e', program], folder, '');
  expect([...written]).toEqual([[join(folder, 'tmp', 'moment'), 12]]);
});
