import { expect, test } from '@playwright/test';
import { createProject } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

test('a window that is busy for ever shows nothing of its project once the machine is locked', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'example');
    await page.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
    const shown = (): Promise<string> =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const busy = new Promise<string>((resolve) => setTimeout(resolve, 1_000, 'busy'));
        return Promise.race([
          busy,
          contents?.executeJavaScript('document.body.innerText') as Promise<string>,
        ]);
      });
    await expect.poll(shown).toBe('busy');
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    await expect.poll(shown).toContain('locked');
    expect(await shown()).not.toContain('Saved');
  } finally {
    await launched.close();
  }
});
