/**
 * True where the command gives the engines' answers without the guards at run time, so that tests can measure what stands
 * behind them. The command is for development; no packaged application has this file (`electron-builder.yml`).
 */
export function withoutGuards(): boolean {
  return process.env['SEGL_NO_GUARDS'] === '1';
}
