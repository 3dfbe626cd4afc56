import test from 'ava';
import { validateXML } from 'xmllint-wasm';
import { FORMATS } from '../../reports/formats.ts';
import { SHIVIZ_EXPRESSION } from '../../reports/shiviz/shiviz.ts';
import { matchesGoldenFile } from './golden.ts';
import { HOSTILE, LIVENESS, rendered, SAFETY } from './rendered.ts';

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
