// A queue behind TLS: used if its certificate is known, refused in one line if it is not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConnection, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { ExecutionContext } from 'ava';
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

testWith('Redis', 'A queue is reached through TLS if its certificate is known', async (t, at) => {
  const certificate = madeCertificate(t);
  const place = await behindTls(t, at, certificate);
  const words = ['fleet', 'enqueue', 'raft', '--runs', '1000', '--seed', '1'];
  for (const protocol of ['rediss', 'valkeys']) {
    const url = `${protocol}://${place}`;
    const strange = await endOf(commandLine(t, url, [...words, '--out', temporaryFolder(t)]));
    t.is(strange.code, 2, strange.stderr);
    t.regex(strange.stderr, /^error: the queue at \S+ cannot be used: self-signed certificate\n$/);
    const knows = { NODE_EXTRA_CA_CERTS: certificate.cert };
    const all = [...words, '--out', temporaryFolder(t)];
    const known = await endOf(commandLine(t, url, all, knows));
    t.is(known.code, 0, known.stderr);
    t.regex(known.stdout, /^campaign [0-9a-f]{16}: raft, seed 0x00000001\n5 chunks enqueued/);
  }
});
