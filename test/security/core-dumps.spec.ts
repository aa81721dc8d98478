import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launch } from '../support/window/launch.ts';
import { processTree } from '../support/window/processes.ts';

test('no process of the application leaves a core dump', async () => {
  test.skip(process.platform !== 'linux', 'limits are read through /proc');
  const launched = await launch();
  try {
    const pids = processTree(launched.app.process().pid ?? 0);
    expect(pids.length).toBeGreaterThan(2);
    for (const pid of pids) {
      const [limit] =
        /^Max core file size .*$/m.exec(readFileSync(`/proc/${String(pid)}/limits`, 'utf8')) ?? [];
      expect(limit).toMatch(/^Max core file size\s+0\s+0\s/);
    }
  } finally {
    await launched.close();
  }
});
