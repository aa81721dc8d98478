import { family } from '../support/models/family.ts';
import { verifyText } from './verification.ts';

// Run by fresh-process.ts, with the number of rounds and their kind.
const [, , rounds, kind] = process.argv;
const verification = verifyText(family(Number(rounds), kind === 'labelled' ? 'labelled' : 'alike'));
const memory = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ ...verification, memory }));
