import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import * as contract from '../../simulator/contract.ts';

const root = new URL('../../', import.meta.url);
const HOME = 'simulator/contract.ts';

test('names, limits and roles of the border are stated in the contract and nowhere else', (t) => {
  const tracked = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' });
  const files = tracked.trim().split('\n');
  const sources = files.filter((file) => !/^(test|bench|examples)\//.test(file) && file !== HOME);
  t.true(sources.length > 200, 'the sources were not found: this test proves nothing');
  const names = Object.keys(contract).join('|');
  const declared = new RegExp(`^(?:export )?const (?:${names})\\b`, 'm');
  t.regex(readFileSync(new URL(HOME, root), 'utf8'), declared);
  const again = sources.filter((file) => declared.test(readFileSync(new URL(file, root), 'utf8')));
  t.deepEqual(again, [], `import it from ${HOME}`);
});
