// A process of its own that does one thing, and is killed before the n-th file operation of that.
import { writeSync } from 'node:fs';
import { killBefore, killingPlatform, letLive } from '../../support/killing-platform.ts';
import { act, actions, begin } from './actions.ts';

const [folder = '', name = '', operation = ''] = process.argv.slice(2);
const action = actions.find((each) => each === name);
if (action === undefined) throw new Error('nothing of that name');
const acting = await begin(folder, action, killingPlatform);
killBefore(Number(operation));
const done = await act(acting, action);
letLive();
writeSync(1, done.ok ? 'done' : done.error.code);
process.kill(process.pid, 'SIGKILL');
