// The server of a game answers its own page, and nobody else.
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { MAX_BODY_BYTES } from '../../../campaign/play/body.ts';
import { servePlay } from '../../../campaign/play/server.ts';
import { ask, ownHeaders, type Reply } from './asked.ts';

/** A server that answers with what it was asked, and ends with the test. */
async function served(t: ExecutionContext): Promise<string> {
  const { url, close } = await servePlay({
    page: '<!doctype html><title>a game</title>',
    policy: "default-src 'self'",
    answer: (call) => {
      if (call === null) return Promise.reject(new Refusal('it is nothing'));
      return Promise.resolve({ call });
    },
  });
  t.teardown(close);
  return url;
}

function call(url: string, body: string, headers = ownHeaders(url)): Promise<Reply> {
  const path = `${new URL(url).pathname}api`;
  return ask(url, { method: 'POST', path, headers, body });
}

test('the page is served to whoever has its address, and is kept nowhere', async (t) => {
  const url = await served(t);
  t.regex(url, /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  const { status, headers, text } = await ask(url);
  t.is(status, 200);
  t.regex(text, /a game/);
  t.is(headers['cache-control'], 'no-store');
  t.is(headers['content-security-policy'], "default-src 'self'");
  t.is(headers['x-frame-options'], 'DENY');
  t.is(headers['x-content-type-options'], 'nosniff');
});

test('two servers have two tokens', async (t) => {
  const [one, other] = await Promise.all([served(t), served(t)]);
  t.not(new URL(one ?? '').pathname, new URL(other ?? '').pathname);
});

test('a call of the page is answered', async (t) => {
  const { status, text } = await call(await served(t), '{"kind":"at"}');
  t.is(status, 200);
  t.deepEqual(JSON.parse(text), { call: { kind: 'at' } });
});

test('a wrong token is refused, whatever is asked of it', async (t) => {
  const url = await served(t);
  const token = new URL(url).pathname.slice(1, -1);
  const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  for (const path of ['/', '/favicon.ico', `/${wrong}/`, `/${wrong}/api`, `/${token}x/`, '//']) {
    t.is((await ask(url, { path })).status, 403, path);
    const posted = await ask(url, { method: 'POST', path, headers: ownHeaders(url), body: '1' });
    t.is(posted.status, 403, path);
  }
});

test('a foreign host is refused, for a name of its own may lead a browser here', async (t) => {
  const url = await served(t);
  for (const host of ['evil.example', `localhost:${new URL(url).port}`, '127.0.0.1']) {
    t.is((await ask(url, { headers: { host } })).status, 403, host);
    t.is((await call(url, '1', { ...ownHeaders(url), host })).status, 403, host);
  }
});

test('a foreign origin is refused, and so is a call without one', async (t) => {
  const url = await served(t);
  const other = `http://127.0.0.1:${Number(new URL(url).port) + 1}`;
  for (const origin of ['https://evil.example', 'null', other]) {
    t.is((await ask(url, { headers: { origin } })).status, 403, origin);
    t.is((await call(url, '1', { ...ownHeaders(url), origin })).status, 403, origin);
  }
  t.is((await call(url, '1', { 'content-type': 'application/json' })).status, 403);
});

test('there is a page and an API, and nothing else', async (t) => {
  const url = await served(t);
  const { pathname } = new URL(url);
  const headers = ownHeaders(url);
  for (const place of ['x', 'api/', 'api/x', 'api?x', '../api', '%2e']) {
    t.is((await ask(url, { path: pathname + place })).status, 404, place);
  }
  t.is((await ask(url, { path: `${pathname}api` })).status, 405);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    t.is((await ask(url, { method, headers })).status, 405, method);
  }
});

test('a call must be JSON, and short', async (t) => {
  const url = await served(t);
  const { origin } = new URL(url);
  t.is((await call(url, '1', { origin, 'content-type': 'text/plain' })).status, 415);
  t.is((await call(url, '1', { origin })).status, 415);
  t.is((await call(url, '{')).status, 400);
  t.is((await call(url, 'null')).status, 400, 'what the game refuses is no fault of the server');
  t.is((await call(url, `"${'x'.repeat(MAX_BODY_BYTES)}"`)).status, 413);
  t.is((await call(url, '"still there"')).status, 200);
});
