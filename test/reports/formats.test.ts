import test from 'ava';
import mermaid from 'mermaid';
import { validateXML } from 'xmllint-wasm';
import { reportStream } from '../../reports/events/stream.ts';
import { FORMATS } from '../../reports/formats.ts';
import { SHIVIZ_EXPRESSION } from '../../reports/shiviz/shiviz.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { decidedReport } from './decided.ts';
import { VOTE_CLEARED } from './decided-stories.ts';
import { matchesGoldenFile } from './golden.ts';
import { reportOf } from './performed.ts';

const SAFETY = decidedReport(VOTE_CLEARED);
const LIVENESS = reportOf({
  target: 'leader-never-gives-up',
  property: 'stale-leader-steps-down',
  nodes: 2,
  seed: 20,
  actions: [
    { kind: 'elapse', ms: 479 },
    { kind: 'isolate', node: 1 },
    { kind: 'elapse', ms: 1000 },
  ],
});

/** Whatever a format marks up, a terminal obeys or a reader is misled by. */
const EVIL = '</script>]]>|`${x}`;#%%\u001b[31m\u202e@me <img onerror=x> & "\'';
const HOSTILE: FindingReport = {
  ...SAFETY,
  claim: EVIL,
  replayCommand: EVIL,
  finding: {
    ...SAFETY.finding,
    target: EVIL,
    witness: { ...SAFETY.finding.witness, observed: EVIL, because: [{ step: 1, text: EVIL }] },
  },
};

function rendered(name: string, report: FindingReport): string {
  const format = FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  return format.render({ report, stream: reportStream(report) });
}

for (const { name, file } of FORMATS) {
  test(`a finding without a clock and one with a clock are rendered as ${name}`, (t) => {
    matchesGoldenFile(t, `formats/safety-${file}`, rendered(name, SAFETY));
    matchesGoldenFile(t, `formats/liveness-${file}`, rendered(name, LIVENESS));
  });

  test(`no character of a target acts on the reader of ${name}`, (t) => {
    t.notRegex(rendered(name, HOSTILE), /[\u001b\u202e]/);
  });
}

for (const [what, report] of Object.entries({ SAFETY, LIVENESS, HOSTILE })) {
  test(`Mermaid reads the diagram: ${what}`, async (t) => {
    const [, diagram] = /```mermaid\n([^]*?)\n```/.exec(rendered('md', report)) ?? [];
    t.deepEqual((await mermaid.parse(diagram ?? ''))?.diagramType, 'sequence');
  });

  test(`junit and svg are well-formed XML: ${what}`, async (t) => {
    for (const name of ['junit', 'svg']) {
      const xml = [{ fileName: name, contents: rendered(name, report) }];
      const { errors } = await validateXML({ xml, normalization: 'format' });
      t.deepEqual(errors, []);
    }
  });

  test(`every event of the log is found by the expression of ShiViz: ${what}`, (t) => {
    const [first, second, ...records] = rendered('shiviz', report).split('\n');
    t.is(first, SHIVIZ_EXPRESSION);
    t.is(second, '');
    const found = [...records.join('\n').matchAll(new RegExp(SHIVIZ_EXPRESSION, 'g'))];
    t.is(found.length, report.trace.length);
    const counts = new Map<string, number>();
    for (const { groups } of found) {
      const { host = '', clock = '{}' } = groups ?? {};
      const own = (JSON.parse(clock) as Record<string, number>)[host];
      t.is(own, (counts.get(host) ?? 0) + 1, `${host}: its own events are counted one by one`);
      counts.set(host, own ?? 0);
    }
  });

  test(`the states of the ITF trace are numbered and have all variables: ${what}`, (t) => {
    interface Itf {
      readonly vars: readonly string[];
      readonly states: readonly (Record<string, unknown> & { '#meta': { index: number } })[];
    }
    const { vars, states } = JSON.parse(rendered('itf', report)) as Itf;
    const steps = report.trace.filter(({ event }) => event.kind !== 'sent').length;
    t.is(states.length, steps + 1);
    for (const [index, state] of states.entries()) {
      t.is(state['#meta'].index, index);
      t.deepEqual(Object.keys(state).slice(1), vars);
    }
  });
}

test('markup of a target stays text in SVG and in Markdown', (t) => {
  t.false(rendered('svg', HOSTILE).includes('<img'));
  t.notRegex(rendered('md', HOSTILE).replace(/`[^\n]*`/g, ''), /<img|<\/script/);
});
