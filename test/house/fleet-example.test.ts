// There is no Docker here: what can be checked of the example for fleets without it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { fleetAddress, FLEET_VARIABLE } from '../../campaign/fleet/address.ts';
import { programFor } from '../../cli/program.ts';
import { root } from './checkout.ts';

const read = (name: string): string => readFileSync(join(root, 'examples/fleet', name), 'utf8');
const COMPOSE = read('compose.yaml');
const README = read('README.md');
const DOCKERFILE = read('Dockerfile');

/** The lines of each service. */
const SERVICES = new Map(
  (/^services:\n((?: .*\n|\n)+)/m.exec(COMPOSE)?.[1] ?? '')
    .split(/^ {2}(?=\w)/m)
    .flatMap((part) => {
      const [, name, text] = /^(\w+):\n([^]*)$/.exec(part) ?? [];
      return name === undefined || text === undefined ? [] : [[name, text] as const];
    }),
);

const wordsOf = (line: string): readonly string[] => line.trim().split(/\s+/);

/** Whatever is given to the image: from the compose file, and from what people are told to type. */
const COMMANDS = [
  ...[...SERVICES.values()].flatMap((text) => /^ +command: (fleet .+)$/m.exec(text)?.[1] ?? []),
  ...[...README.matchAll(/(?:--rm console|-d .+ image) (fleet .+)$/gm)].map(
    ([, line = '']) => line,
  ),
];

test('Every command of the example is one that whitewater knows', (t) => {
  t.true(COMMANDS.length >= 5, `only ${COMMANDS.length} commands are found: mend the patterns`);
  for (const line of COMMANDS) {
    const [command, ...words] = wordsOf(line);
    const fleet = programFor(() => undefined).commands.find((one) => one.name() === command);
    const { operands = [], unknown = [] } = fleet?.parseOptions([...words]) ?? {};
    t.deepEqual(unknown, [], `examples/fleet: ${line} has an option that does not exist`);
    t.regex(operands[0] ?? '', /^(enqueue|work|status|collect|stop)$/, line);
  }
});

test('The services of the example reach the queue that it starts, as it should be set up', (t) => {
  t.deepEqual([...SERVICES.keys()], ['queue', 'worker', 'console']);
  const { queue = '', ...others } = Object.fromEntries(SERVICES);
  t.regex(queue, /^ +command: redis-server .*--appendonly yes/m);
  t.regex(queue, /^ +command: redis-server .*--maxmemory-policy noeviction/m);
  const [, variable = '', url = ''] =
    /^ +environment: &queue\n +(\w+): (\S+)$/m.exec(COMPOSE) ?? [];
  t.is(variable, FLEET_VARIABLE);
  t.true(SERVICES.has(new URL(fleetAddress(url).url).hostname), url);
  for (const [name, text] of Object.entries(others)) {
    t.regex(text, /^ +build: \.$/m, `${name} is not of the Dockerfile beside it`);
    t.regex(text, /^ +environment: [&*]queue$/m, `${name} does not know the queue`);
  }
  for (const [, name = ''] of README.matchAll(/--scale (\w+)=/g)) t.true(SERVICES.has(name), name);
  const [, volumes = ''] = /^volumes:\n((?: .*\n)+)/m.exec(COMPOSE) ?? [];
  for (const [, name = ''] of COMPOSE.matchAll(/^ +- (\w+):\//gm)) {
    t.regex(volumes, new RegExp(`^ +${name}:$`, 'm'), `the volume ${name} is not declared`);
  }
});

test('The image has what a fleet needs, and signals reach whitewater itself', (t) => {
  const { engines, bin, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<'engines' | 'bin' | 'peerDependencies', Record<string, string>>>;
  const [, node = ''] = /^FROM node:(\d+)/m.exec(DOCKERFILE) ?? [];
  t.true(Number(node) >= Number.parseInt(engines['node']?.slice(2) ?? '', 10), DOCKERFILE);
  const [, installed = ''] = /npm install --ignore-scripts (.+)$/m.exec(DOCKERFILE) ?? [];
  t.deepEqual(wordsOf(installed), ['whitewater', ...Object.keys(peerDependencies)]);
  const [name = ''] = Object.keys(bin);
  // npx and shells would stand between a worker and the signal that ends it after its chunks.
  t.true(DOCKERFILE.includes(`ENTRYPOINT ["/whitewater/node_modules/.bin/${name}"]`), DOCKERFILE);
});
