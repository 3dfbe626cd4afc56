import { readFileSync } from 'node:fs';
import test from 'ava';
import {
  CAPABILITIES,
  CAPABILITY_NAMES,
  capabilitiesFault,
  completed,
  supports,
} from '../../simulator/capabilities.ts';

const PAGES = ['BRING-YOUR-OWN.md', 'STEP-PROTOCOL.md'] as const;

for (const page of PAGES) {
  test(`docs/${page} shows the table of capabilities with its meanings and defaults`, (t) => {
    const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
    const [, table = ''] = text.split('| capability | a target that has it | default |\n');
    const rows = CAPABILITY_NAMES.map((name) => {
      const { meaning, byDefault } = CAPABILITIES[name];
      return `| \`${name}\` | ${meaning} | ${String(byDefault)} |`;
    });
    const shown = table.slice(0, table.indexOf('\n\n')).split('\n').slice(1);
    t.deepEqual(shown, rows, 'copy the rows from CAPABILITIES in simulator/capabilities.ts');
  });
}

test('what is not stated has its default, and what is stated has not', (t) => {
  for (const name of CAPABILITY_NAMES) {
    const { byDefault } = CAPABILITIES[name];
    t.is(supports({}, name), byDefault, name);
    t.is(supports({ [name]: undefined }, name), byDefault, name);
    t.is(supports({ [name]: !byDefault }, name), !byDefault, name);
    t.is(completed({ [name]: !byDefault })[name], !byDefault, name);
  }
});

test('a capability that is in no table, or neither true nor false, is told', (t) => {
  t.is(capabilitiesFault({ persistence: true, quorumCheck: undefined }), null);
  t.is(capabilitiesFault({ persistence: 1 }), 'persistence must be true or false');
  t.is(
    capabilitiesFault({ persistance: true }),
    'persistance: there is no such capability; did you mean persistence?',
  );
  t.regex(
    capabilitiesFault({ 'paxos\u001b': true }) ?? '',
    /^paxos\?: there is no such capability; there are persistence, proposals, symmetric, /,
    'it must be harmless for a terminal',
  );
});
