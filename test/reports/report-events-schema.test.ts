// docs/report-events.schema.json, read as a stranger reads it: as a JSON Schema and nothing else.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { reportEventsSchema } from '../../cli/report-events-schema.ts';
import { root } from '../house/checkout.ts';
import { HOSTILE, LIVENESS, rendered, SAFETY } from './rendered.ts';
import { FOUND, HOSTILE_RUN, reported } from './run-report.ts';

const FILE = join(root, 'docs/report-events.schema.json');
const made = `${JSON.stringify(reportEventsSchema(), null, 2)}\n`;
if (process.env['WHITEWATER_GOLDEN'] === 'write') writeFileSync(FILE, made);

const validate = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(FILE, 'utf8')) as object,
);

const STREAMS = {
  SAFETY: rendered('ndjson', SAFETY),
  LIVENESS: rendered('ndjson', LIVENESS),
  HOSTILE: rendered('ndjson', HOSTILE),
  FOUND: reported('ndjson', FOUND),
  HOSTILE_RUN: reported('ndjson', HOSTILE_RUN),
};

function linesOf(text: string): readonly Record<string, unknown>[] {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('the schema in docs/ is the one that its source makes', (t) => {
  t.is(readFileSync(FILE, 'utf8'), made, 'run: npm run golden, and read the difference');
});

for (const [what, text] of Object.entries(STREAMS)) {
  test(`every line of a stream is what the schema says: ${what}`, (t) => {
    for (const line of linesOf(text)) {
      t.true(
        validate(line),
        `${JSON.stringify(validate.errors?.at(0))} in ${JSON.stringify(line)}`,
      );
    }
  });
}

test('the stream of a command has every type of line, and begins and ends as it is told', (t) => {
  const types = linesOf(STREAMS.FOUND).map(({ type }) => type);
  t.deepEqual(
    [...new Set(types)],
    ['start', 'finding', 'step', 'event', 'target', 'case', 'summary'],
  );
  t.is(types.indexOf('summary'), types.length - 1);
});

test('a line that lacks a field, has one more, or is of a later format is refused', (t) => {
  for (const line of linesOf(STREAMS.FOUND)) {
    t.false(validate({ ...line, v: 2 }), `${String(line['type'])} of another version`);
    t.false(validate({ ...line, more: 1 }), `${String(line['type'])} with another field`);
    const rest = Object.fromEntries(Object.entries(line).filter(([key]) => key !== 'type'));
    t.false(validate(rest), `${String(line['type'])} without its type`);
  }
});
