// A queue behind TLS: used if its certificate is known, refused in one line if it is not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createConnection,
  createServer as createTcpServer,
  type AddressInfo,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import { createSecureContext, createServer, TLSSocket } from 'node:tls';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import { commandLine, endOf } from './fleet.ts';
import { temporaryFolder, testWith, type TestServer } from './servers.ts';

/** A certificate that nobody knows, and its key. */
function madeCertificate(t: ExecutionContext): { readonly cert: string; readonly key: string } {
  const folder = temporaryFolder(t);
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=queue', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '7'];
  const words = ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', cert];
  const { status, stderr } = spawnSync('openssl', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
  return { cert, key };
}

/** TLS before a server, on a port that the system chooses. */
async function behindTls(
  t: ExecutionContext,
  { url }: TestServer,
  { cert, key }: { readonly cert: string; readonly key: string },
): Promise<string> {
  const open = new Set<Socket>();
  const proxy = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (outer) => {
    const inner = createConnection(new URL(url).pathname);
    for (const one of [outer, inner]) open.add(one.on('error', () => undefined));
    outer.pipe(inner).pipe(outer);
  });
  proxy.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    for (const one of open) one.destroy();
    proxy.close();
  });
  return `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** Refused by who does not know its certificate, used by who does. */
async function isForThoseWhoKnow(t: ExecutionContext, url: string, cert: string): Promise<void> {
  const words = ['fleet', 'enqueue', 'raft', '--runs', '1000', '--seed', '1'];
  const strange = await endOf(commandLine(t, url, [...words, '--out', temporaryFolder(t)]));
  t.is(strange.code, 2, strange.stderr);
  t.regex(strange.stderr, /^error: the queue at \S+ cannot be used: self-signed certificate\n$/);
  const knows = { NODE_EXTRA_CA_CERTS: cert };
  const all = [...words, '--out', temporaryFolder(t)];
  const known = await endOf(commandLine(t, url, all, knows));
  t.is(known.code, 0, known.stderr);
  t.regex(known.stdout, /^campaign [0-9a-f]{16}: raft, seed 0x00000001\n5 chunks enqueued/);
}

testWith('Redis', 'A queue is reached through TLS if its certificate is known', async (t, at) => {
  const certificate = madeCertificate(t);
  const place = await behindTls(t, at, certificate);
  for (const protocol of ['rediss', 'valkeys']) {
    await isForThoseWhoKnow(t, `${protocol}://${place}`, certificate.cert);
  }
});

/** A port that nobody listens at in this moment. */
async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

testWith('Redis', 'A Redis that speaks TLS itself is used, with a password', async (t, at) => {
  const { cert, key } = madeCertificate(t);
  const client = new Redis(new URL(at.url).pathname);
  t.teardown(() => client.disconnect());
  const port = await freePort();
  // All at once: a port without a certificate is refused.
  const settings = { 'tls-cert-file': cert, 'tls-key-file': key, 'tls-ca-cert-file': cert };
  const all = { ...settings, 'tls-auth-clients': 'no', requirepass: 'secret', 'tls-port': port };
  t.is(await client.call('CONFIG', 'SET', ...Object.entries(all).flat()), 'OK');
  await isForThoseWhoKnow(t, `rediss://:secret@127.0.0.1:${port}`, cert);
  const out = temporaryFolder(t);
  const work = ['fleet', 'work', '--until-done', '--workers', '1', '--out', out];
  const knows = { NODE_EXTRA_CA_CERTS: cert };
  const url = `rediss://:secret@127.0.0.1:${port}`;
  const worked = await endOf(commandLine(t, url, work, knows));
  t.is(worked.code, 0, worked.stderr);
  t.regex(worked.stderr, /: complete\n5 chunks performed here\n$/);
  const wrong = await endOf(
    commandLine(t, url.replace('secret', 'guess'), ['fleet', 'status'], knows),
  );
  t.is(wrong.code, 2, wrong.stderr);
  t.regex(wrong.stderr, /^error: the queue at rediss:\S+ cannot be used: (WRONGPASS|NOAUTH).+\n$/);
  t.false(wrong.stderr.includes('guess'));
});

/**
 * The same before PostgreSQL, whose clients ask in plain words first whether there is TLS. Its own
 * would need a port from its start on.
 */
async function postgresBehindTls(
  t: ExecutionContext,
  { url }: TestServer,
  { cert, key }: { readonly cert: string; readonly key: string },
): Promise<string> {
  const context = createSecureContext({ cert: readFileSync(cert), key: readFileSync(key) });
  const open = new Set<Socket>();
  const proxy = createTcpServer((plain) => {
    open.add(plain.on('error', () => undefined));
    plain.once('data', () => {
      plain.write('S');
      const outer = new TLSSocket(plain, { isServer: true, secureContext: context });
      const folder = new URL(url).searchParams.get('host') ?? '';
      const inner = createConnection(join(folder, '.s.PGSQL.5432'));
      for (const one of [outer, inner]) open.add(one.on('error', () => undefined));
      outer.pipe(inner).pipe(outer);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    for (const one of open) one.destroy();
    proxy.close();
  });
  return `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

testWith('PostgreSQL', 'PostgreSQL is reached through TLS with sslmode', async (t, at) => {
  const certificate = madeCertificate(t);
  const place = await postgresBehindTls(t, at, certificate);
  const url = `postgresql://fleet@${place}/postgres?sslmode=verify-full`;
  await isForThoseWhoKnow(t, url, certificate.cert);
});
