// docs/step-protocol.schema.json, read as a stranger reads it: as a JSON Schema and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { z } from 'zod';
import { connectProgram } from '../../../adapters/program/connected.ts';
import { Patience } from '../../../adapters/program/patience.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { emptyFolder } from '../../cli/whitewater.ts';
import { ELECTION, HELD_ELECTION, hasPython } from './programs.ts';

const docs = new URL('../../../docs/', import.meta.url);
const SCHEMA = JSON.parse(readFileSync(new URL('step-protocol.schema.json', docs), 'utf8')) as {
  readonly $schema: string;
  readonly $defs: Readonly<Record<string, object>>;
};

/** What a line must be that goes this way. */
function schemaOf(names: readonly string[]): z.ZodType {
  const anyOf = names.map((name) => ({ $ref: `#/$defs/${name}` }));
  return z.fromJSONSchema({ ...SCHEMA, anyOf } as Parameters<typeof z.fromJSONSchema>[0]);
}

const SCHEMAS = {
  '>': schemaOf(['request', 'secondRequest']),
  '<': schemaOf(['hello', 'answer', 'failure', 'secondHello', 'heldAnswer', 'copied']),
} as const;

/** The first line that goes against the schema, and the kinds of those that do not. */
function judged(text: string): { readonly wrong: string | null; readonly kinds: Set<string> } {
  const kinds = new Set<string>();
  for (const [line, direction, said = ''] of text.matchAll(/^(?:\d+ )?([<>]) ([[{].*[\]}])$/gm)) {
    const json = JSON.parse(said) as { readonly kind?: string };
    if (!SCHEMAS[direction as '<' | '>'].safeParse(json).success) return { wrong: line, kinds };
    kinds.add(`${direction} ${json.kind ?? (Array.isArray(json) ? 'batch' : 'answer')}`);
  }
  return { wrong: null, kinds };
}

test('the schema says which draft it is written in, and none of its references leads nowhere', (t) => {
  t.is(SCHEMA.$schema, 'https://json-schema.org/draft/2020-12/schema');
  const first = ['request', 'hello', 'answer', 'failure'];
  const second = ['secondHello', 'secondRequest', 'heldAnswer', 'copied'];
  t.deepEqual(Object.keys(SCHEMA.$defs), [...first, ...second]);
  // Other languages know neither classes such as \p{Cc} nor JavaScript's flags.
  t.notRegex(JSON.stringify(SCHEMA), /"pattern":"[^"]*\\\\[pP]\{/, 'write a pattern that all read');
  const asked = JSON.stringify(SCHEMA.$defs);
  t.deepEqual([...asked.matchAll(/"\$ref"/g)], [], 'what is repeated is written out');
});

test('every line that docs/STEP-PROTOCOL.md shows is what the schema says', (t) => {
  const { wrong, kinds } = judged(readFileSync(new URL('STEP-PROTOCOL.md', docs), 'utf8'));
  t.is(wrong, null, 'the page or the schema is wrong');
  const first = ['hello', 'boot', 'timer', 'receive', 'propose', 'restore'];
  const requests = [...first, 'fork', 'batch', 'forget'];
  t.deepEqual(
    [...kinds].filter((kind) => kind.startsWith('>')),
    requests.map((kind) => `> ${kind}`),
  );
});

test('every line between whitewater and the example is what the schema says', (t) => {
  if (!hasPython(t)) return t.pass();
  const transcript = join(emptyFolder(t), 'lines.txt');
  const request = { command: `python3 '${ELECTION}'`, limitMs: 2000, transcript };
  const program = connectProgram({
    request,
    patience: new Patience().shared,
    others: [],
    hello: null,
  });
  t.teardown(program.close);
  const bounds = { nodes: 3, maxDecisions: 3, maxTerm: 1, faults: SEARCH_FAULTS, maxStates: 1000 };
  explore(program.target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
  const { wrong, kinds } = judged(readFileSync(transcript, 'utf8'));
  t.is(wrong, null, 'whitewater, the example or the schema is wrong');
  t.deepEqual([...kinds].sort(), [
    '< answer',
    '< hello',
    '> boot',
    '> hello',
    '> receive',
    '> restore',
    '> timer',
  ]);
});

test('every line between whitewater and the example that holds its nodes is, too', (t) => {
  const transcript = join(emptyFolder(t), 'lines.txt');
  const command = `'${process.execPath}' '${HELD_ELECTION}'`;
  const request = { command, limitMs: 2000, transcript };
  const program = connectProgram({
    request,
    patience: new Patience().shared,
    others: [],
    hello: null,
  });
  t.teardown(program.close);
  const bounds = { nodes: 3, maxDecisions: 3, maxTerm: 1, faults: SEARCH_FAULTS, maxStates: 1000 };
  explore(program.target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
  const { wrong, kinds } = judged(readFileSync(transcript, 'utf8'));
  t.is(wrong, null, 'whitewater, the example or the schema is wrong');
  const expected = ['> batch', '> boot', '> forget', '> hello', '> timer'];
  t.deepEqual(
    [...kinds].filter((kind) => kind.startsWith('>') && expected.includes(kind)).sort(),
    expected,
  );
});
