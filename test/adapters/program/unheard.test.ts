// A hello is read to the letter: what would not be heard is told, and what was meant.
import test from 'ava';
import { parseHello, parseModuleHello } from '../../../adapters/program/schema.ts';

const FIRST = { kind: 'hello', protocol: 1, name: 'ours', capabilities: {} };
const SECOND = { ...FIRST, protocol: 2 };

/** What is wrong with each, word for word. */
const UNHEARD: readonly (readonly [json: object, line: string])[] = [
  [{ ...SECOND, state: 'held', froks: true }, 'froks: there is no such field; did you mean fork?'],
  [
    { ...SECOND, capabilites: { persistence: true } },
    'capabilites: there is no such field; did you mean capabilities?',
  ],
  [
    { ...SECOND, author: 'me' },
    'author: there is no such field; there are kind, protocol, name, capabilities, state, ' +
      'fork, batches, draws, timing',
  ],
  [{ ...FIRST, state: 'held' }, 'state: it came with version 2: say "protocol":2'],
  [{ ...FIRST, froks: true }, 'froks: there is no such field; did you mean fork?'],
  [
    { kind: 'hello', protcol: 2, name: 'ours', capabilities: {} },
    'protcol: there is no such field; did you mean protocol?',
  ],
  [
    { ...FIRST, capabilities: { persistance: true } },
    'capabilities.persistance: there is no such capability; did you mean persistence?',
  ],
  [{ ...SECOND, persistence: true }, 'persistence: it is a capability: say it in "capabilities"'],
  [
    { ...SECOND, state: 'held', capabilities: { fork: true } },
    'capabilities.fork: it is no capability, but a field of the hello itself',
  ],
  [{ ...SECOND, 'fo\u001brk': true }, 'fo?rk: there is no such field; did you mean fork?'],
];

for (const [json, line] of UNHEARD) {
  test(`a program is told what is not heard of ${JSON.stringify(json)}`, (t) => {
    t.is(parseHello(json), line);
  });
}

test('a program that says no more than is known is heard, in both versions', (t) => {
  t.deepEqual(parseHello(FIRST) as object, FIRST);
  const held = { ...SECOND, state: 'held', fork: true, batches: true, draws: ['jitter'] };
  t.deepEqual(parseHello(held) as object, held);
});

test('what is no object at all is left to the schema', (t) => {
  for (const json of [null, 7, 'hello', [], [FIRST]]) {
    t.is(typeof parseHello(json), 'string');
    t.is(typeof parseModuleHello(json), 'string');
  }
});

test('a module has fields of its own, and none of those of programs', (t) => {
  t.deepEqual(parseModuleHello({ ...SECOND, reusable: true, encoding: 'binary' }) as object, {
    ...SECOND,
    reusable: true,
    encoding: 'binary',
  });
  t.is(
    parseModuleHello({ ...SECOND, reuseable: true }),
    'reuseable: there is no such field; did you mean reusable?',
  );
  const lineOf = (json: object): string => parseModuleHello(json) as string;
  t.regex(lineOf({ ...SECOND, fork: true }), /^fork: there is no such field; /);
  t.regex(lineOf({ ...SECOND, encoding: 'binray' }), /^encoding: .*"binary"/);
});
