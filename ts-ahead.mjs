// Transpiles all sources before the tests start, by as many threads as there are cores. Without it
// each test file, a process of its own, would load the compiler for itself: two minutes on two cores.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { transpiled } from './ts-shelf.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const NOT_OURS = new Set(['node_modules', 'dist', 'api']);

/** All TypeScript sources under `folder`, without what others wrote or a build made. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isOurs(entry.name) ? sources(path) : [];
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function isOurs(name) {
  return !NOT_OURS.has(name) && !name.startsWith('.');
}

/** Every `step`-th source, from `first` on; one that is no TypeScript is for its own test to name. */
function transpileShare(first, step) {
  for (const [at, path] of sources(root).entries()) {
    if (at % step !== first) continue;
    try {
      transpiled(path);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
    }
  }
}

if (isMainThread) {
  const threads = availableParallelism();
  for (let first = 1; first < threads; first += 1) {
    new Worker(new URL(import.meta.url), { workerData: { first, threads } });
  }
  transpileShare(0, threads);
} else {
  transpileShare(workerData.first, workerData.threads);
}
