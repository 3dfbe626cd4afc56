import test from 'ava';
import {
  isWaitedFor,
  postgresObjection,
  textOf,
} from '../../../campaign/fleet/postgres-objection.ts';

/** As the driver throws it. */
function errorWith(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

test('A server that has no room is waited for, whatever it lacks', (t) => {
  for (const code of ['53000', '53100', '53200', '53300', '53400']) {
    const error = errorWith('no space', code);
    t.true(isWaitedFor(error), code);
    t.is(postgresObjection(error), 'it has no room (no space)');
  }
});

test('A server that is away is waited for, and named in one line', (t) => {
  const away = [
    errorWith('the database system is starting up', '57P03'),
    errorWith('connection failure', '08006'),
    errorWith('connect ECONNREFUSED', 'ECONNREFUSED'),
    errorWith('write EPIPE', 'EPIPE'),
    errorWith('Connection terminated unexpectedly'),
    errorWith('timeout exceeded when trying to connect'),
    errorWith('Client was closed and is not queryable'),
  ];
  for (const error of away) {
    t.true(isWaitedFor(error), error.message);
    t.is(postgresObjection(error), error.message);
  }
});

test('What no waiting mends is not waited for', (t) => {
  const wrong = errorWith('relation "x" does not exist', '42P01');
  t.false(isWaitedFor(wrong));
  t.is(postgresObjection(wrong), wrong.message);
  for (const error of [new TypeError('x is undefined'), errorWith('no', 'ERR_X'), null, 'no']) {
    t.false(isWaitedFor(error));
    t.is(postgresObjection(error), null, 'an error of our own is not blamed on the server');
  }
});

test('An error for several addresses has the text of the first', (t) => {
  t.is(textOf(new AggregateError([errorWith('first'), errorWith('second')])), 'first');
  t.is(textOf('told'), 'told');
});
