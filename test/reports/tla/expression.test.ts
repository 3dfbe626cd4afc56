import test from 'ava';
import { expressionOf } from '../../../reports/tla/expression.ts';

const EXPRESSIONS: readonly (readonly [value: unknown, expression: string])[] = [
  [{ term: 3, granted: true }, '[term |-> 3, granted |-> TRUE]'],
  [[1, [], [2]], '<<1, <<>>, <<2>>>>'],
  [{}, '<<>>'],
  // Keywords and names that TLA+ does not allow stand as texts.
  [{ IF: 1, 'a-b': 2 }, '("IF" :> 1 @@ "a-b" :> 2)'],
  ['say "\\"', String.raw`"say \"\\\""`],
  ['é\n', String.raw`"\\u{e9}\\u{a}"`],
  [null, '"null"'],
];

for (const [value, expression] of EXPRESSIONS) {
  test(`${JSON.stringify(value)} has an expression of TLA+`, (t) => {
    t.is(expressionOf(value), expression);
  });
}
