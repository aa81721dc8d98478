import { family } from './family.ts';
import { verifyText } from './verification.ts';

// Run by fresh-process.ts, with the number of rounds.
const verification = verifyText(family(Number(process.argv[2])));
const memory = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ ...verification, memory }));
