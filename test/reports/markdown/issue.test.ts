import { join } from 'node:path';
import test from 'ava';
import { readFinding } from '../../../campaign/findings/finding-file.ts';
import { pinnedFiles } from '../../../campaign/findings/regressions.ts';
import {
  issueBody,
  issueTitle,
  storyIn,
  withSighting,
  type Sighting,
} from '../../../reports/markdown/issue.ts';
import { root } from '../../house/checkout.ts';

const [FILE = ''] = pinnedFiles(join(root, 'corpus/regressions'));
const FINDING = await readFinding(FILE);
const KEY = '0123456789ab-01234567';

function sightingOf(run: number): Sighting {
  const runUrl = `https://github.example/somebody/raft/actions/runs/${run}`;
  return {
    date: '2026-11-27',
    commit: 'abcdef0123456789',
    seed: '1',
    findingId: FINDING.id,
    runUrl,
  };
}

function rowsIn(body: string): readonly string[] {
  return body.split('\n').filter((line) => line.startsWith('| 2026'));
}

test('The body of an issue names its story in its first line, and another text names none', (t) => {
  const body = issueBody(FINDING, KEY, sightingOf(1));
  t.is(storyIn(body), KEY);
  t.is(storyIn(`quoted: ${body}`), null, 'a quotation of an issue is not about its story');
  t.is(storyIn(''), null);
  t.regex(body, new RegExp(`whitewater replay ${FINDING.id} `));
});

test('The table counts all runs and shows the first and the last ones', (t) => {
  let body = issueBody(FINDING, KEY, sightingOf(1));
  for (let run = 2; run <= 40; run += 1) body = withSighting(body, sightingOf(run));
  t.regex(body, /Seen in 40 runs:/);
  const rows = rowsIn(body);
  t.is(rows.length, 10);
  t.regex(rows[0] ?? '', /runs\/1\)/);
  t.regex(rows[9] ?? '', /runs\/40\)/);
  t.is(withSighting(body, sightingOf(40)), body, 'the same run changes nothing');
});

test('What people write around the table stays, and a table that was deleted is made anew', (t) => {
  const body = issueBody(FINDING, KEY, sightingOf(1));
  const edited = `${body}\nSeen by Ann, too: $& and $1.\n`;
  const later = withSighting(edited, sightingOf(2));
  t.true(later.includes('Seen by Ann, too: $& and $1.\n'), later);
  t.is(rowsIn(later).length, 2);
  const [marker = ''] = body.split('\n');
  const emptied = withSighting(`${marker}\nOnly this is left.`, sightingOf(3));
  t.is(storyIn(emptied), KEY);
  t.true(emptied.includes('Only this is left.'));
  t.is(rowsIn(withSighting(emptied, sightingOf(4))).length, 2);
});

test('Text of a target stays text: it mentions nobody, links nowhere, and forges no marker', (t) => {
  const observed = '@ann see #1 <!-- whitewater:nights 9 --> <img src=x> [a](http://a) `b` | c';
  const because = [{ step: 1, text: '<!-- whitewater:end --> @ann https://example.org' }];
  const witness = { ...FINDING.witness, observed, because };
  const hostile = { ...FINDING, target: '`@ann`', witness };
  const body = issueBody(hostile, KEY, sightingOf(1));
  const prose = body.replace(/(`+)[^]*?\1(?!`)/g, '').replaceAll('\\', '');
  t.notRegex(prose, /@\w/, 'it mentions someone');
  t.notRegex(prose, /<img|https?:\/\/(?!github\.example)/);
  t.is(body.match(/<!-- whitewater:nights /g)?.length, 1, 'it forges a marker');
  t.is(body.match(/<!-- whitewater:end -->/g)?.length, 1, 'it forges a marker');
  t.regex(withSighting(body, sightingOf(2)), /Seen in 2 runs:/);
  t.notRegex(issueTitle(hostile), /@\w/);
});

test('Titles and bodies keep to the limits of GitHub', (t) => {
  const clause = { step: 1, text: 'x'.repeat(500) };
  const because = Array.from({ length: 1000 }, () => clause);
  const long = { ...FINDING, witness: { ...FINDING.witness, observed: 'y'.repeat(500), because } };
  const body = issueBody(long, KEY, sightingOf(1));
  t.true(body.length < 65_536, `${body.length} characters`);
  t.regex(body, /and 980 more/);
  t.true(issueTitle(long).length <= 256);
});
