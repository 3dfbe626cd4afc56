import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { carefulElection } from '../../examples/bring-your-own/election.ts';
import { patientElection } from '../../examples/bring-your-own/live-election.ts';
import { check, explore } from '../../library/index.ts';
import { root } from '../house/checkout.ts';
import { liveReport, pureReport } from './guide.ts';

const GUIDE = readFileSync(join(root, 'docs/BRING-YOUR-OWN.md'), 'utf8');

for (const name of ['election.ts', 'live-election.ts']) {
  test(`The guide shows ${name} as it is in examples/bring-your-own`, (t) => {
    const source = readFileSync(join(root, 'examples/bring-your-own', name), 'utf8');
    t.true(
      GUIDE.includes(`\`\`\`ts\n${source}\`\`\``),
      `paste ${name} into docs/BRING-YOUR-OWN.md`,
    );
  });
}

test('The guide shows what a check of the naive election says', async (t) => {
  const report = await pureReport();
  t.true(GUIDE.includes(report), `paste this into docs/BRING-YOUR-OWN.md:\n${report}`);
});

test('The guide shows what a check of the hasty election says', async (t) => {
  const report = await liveReport();
  t.true(GUIDE.includes(report), `paste this into docs/BRING-YOUR-OWN.md:\n${report}`);
});

test('The careful election holds with all faults, and within the bounds of the guide', (t) => {
  const { runs, adversarialRuns } = check(carefulElection, { seed: 1, runs: 100, out: null });
  t.deepEqual({ runs, adversarialRuns }, { runs: 100, adversarialRuns: 1000 });
  t.regex(explore(carefulElection, { maxDecisions: 7, out: null }).report, /up to 7 decisions/);
});

test('The patient election holds with all faults, crashes included', async (t) => {
  const { report } = await check(patientElection, { seed: 1, runs: 200, out: null });
  t.notRegex(report, /Spared.*crash/);
});
