/** `npm run docs:playground`: writes docs/playground.html anew. */
import { existsSync, readFileSync } from 'node:fs';
import { writeAtomically } from '../campaign/findings/atomic-file.ts';
import { fileURLToPath } from 'node:url';
import { runsIn } from './playground-runs.ts';
import { playground, PLAYGROUND } from './playground.ts';

const file = fileURLToPath(PLAYGROUND);
const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
writeAtomically(file, playground(runsIn(before)));
