/**
 * The page of a game on a loopback port of its own. It answers nobody but a page that it has served
 * itself: the address holds a token, and requests that come from elsewhere are refused.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from '../../adapters/refusal.ts';
import { bodyOf, BodyTooLarge } from './body.ts';

/** What is served. */
export interface Served {
  /** The whole page. */
  readonly page: string;
  /** The content security policy of the page. */
  readonly policy: string;
  /** Answers a call of the page, which is any JSON; throws a {@link Refusal} of what is none. */
  answer(call: unknown): Promise<unknown>;
}

export interface PlayServer {
  /** With its token: whoever has it can play. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const TOKEN_BYTES = 24;

/** Listens on a random port; ends with {@link PlayServer.close}. */
export async function servePlay(served: Served): Promise<PlayServer> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    void replied(request, response, { served, token, host: `${LOOPBACK}:${port}` });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}/${token}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Door {
  readonly served: Served;
  readonly token: string;
  /** The only name under which it is asked. */
  readonly host: string;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function replied(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
): Promise<void> {
  const { status, type, body } = await replyTo(request, door);
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': type === 'text/html' ? door.served.policy : "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    // What is left of a body that was too large is not read.
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(body);
}

async function replyTo(request: IncomingMessage, door: Door): Promise<Reply> {
  const { host, served, token } = door;
  const { headers, method, url = '' } = request;
  if (headers.host !== host) return refused(403, 'this host is not served');
  const origin = headers.origin ?? null;
  if (origin !== null && origin !== `http://${host}`) return refused(403, 'a foreign origin');
  const [, given = '', ...rest] = url.split('/');
  if (!isSame(given, token)) return refused(403, 'the address lacks the token of this game');
  const place = rest.join('/');
  if (place === '') {
    if (method !== 'GET') return refused(405, 'the page is for reading');
    return { status: 200, type: 'text/html', body: served.page };
  }
  if (place !== 'api') return refused(404, 'there is nothing here');
  if (method !== 'POST') return refused(405, 'calls are posted');
  // Browsers say where every POST comes from; a form of another page cannot say that it is JSON.
  if (origin === null) return refused(403, 'a call without an origin');
  if (headers['content-type'] !== 'application/json') return refused(415, 'calls are JSON');
  return answered(request, served);
}

async function answered(request: IncomingMessage, served: Served): Promise<Reply> {
  try {
    const call: unknown = JSON.parse(await bodyOf(request));
    return { status: 200, ...json(await served.answer(call)) };
  } catch (error) {
    if (error instanceof BodyTooLarge) return refused(413, error.message);
    if (error instanceof SyntaxError) return refused(400, 'the call is not JSON');
    const message = error instanceof Error ? error.message : String(error);
    return refused(error instanceof Refusal ? 400 : 500, message);
  }
}

function refused(status: number, message: string): Reply {
  return { status, ...json({ error: message }) };
}

function json(value: unknown): Omit<Reply, 'status'> {
  return { type: 'application/json', body: JSON.stringify(value) };
}

/** Takes the same time wherever they differ. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
