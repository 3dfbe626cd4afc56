/** Builds the example in Rust, with rustup's toolchain or with that of Debian. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { builtOnce } from './built-once.ts';

interface Toolchain {
  readonly cargo: string;
  readonly rustc: string;
  readonly triple: string;
  /** An old cargo reads no registry of today: a newer one hands it the sources. */
  readonly isOld: boolean;
}

const DEBIAN = {
  cargo: '/usr/bin/cargo',
  rustc: '/usr/bin/rustc',
  triple: 'wasm32-wasi',
  isOld: true,
} as const satisfies Toolchain;

const USUAL = { cargo: 'cargo', rustc: 'rustc', triple: 'wasm32-wasip1', isOld: false } as const;

const HOW_TO_GET =
  'rustup target add wasm32-wasip1, or on Debian: apt-get install rustc cargo ' +
  'libstd-rust-dev-wasm32 wasi-libc lld; and protobuf-compiler';

/** Builds share what they compile of the library, here and from one test run to the next. */
const SHARED = join(tmpdir(), 'whitewater-rust');

/** Where the example lies. */
const SOURCE = new URL('../../examples/rust-raft-rs/', import.meta.url);

function toolchain(): Toolchain | null {
  return [USUAL, DEBIAN].find(hasTarget) ?? null;
}

function hasTarget({ rustc, triple }: Toolchain): boolean {
  const { stdout, error } = spawnSync(rustc, ['--print', 'sysroot'], { encoding: 'utf8' });
  return error === undefined && existsSync(join(stdout.trim(), 'lib/rustlib', triple, 'lib'));
}

/** Null if this machine can build it; else why not. */
function whyNoRust(tools: Toolchain | null): string | null {
  if (tools === null) return `Rust has no target for WebAssembly here (${HOW_TO_GET})`;
  const { error } = spawnSync('protoc', ['--version']);
  return error === undefined ? null : 'protoc is not there (apt-get install protobuf-compiler)';
}

/**
 * The module that raft-rs is built into; null if this machine cannot build it, which is a failure
 * only where CI is true. `settings` are VARIANT and DEFECT.
 */
export function built(
  t: ExecutionContext,
  settings: Readonly<Record<string, string>> = {},
): string | null {
  const tools = toolchain();
  const why = whyNoRust(tools);
  if (tools === null || why !== null) {
    if (process.env['CI'] === 'true') t.fail(`${why}: CI must build the example`);
    t.log(`SKIPPED: ${why}`);
    t.pass();
    return null;
  }
  return builtOnce(JSON.stringify(settings), (folder) => {
    const file = join(folder, 'raft-rs.wasm');
    compile(t, tools, settings);
    copyFileSync(join(SHARED, 'target', tools.triple, 'release/rust_raft_rs.wasm'), file);
    return file;
  });
}

/** Runs the own tests of the crate that targets in Rust are written with. */
export function testedCrate(t: ExecutionContext): void {
  const tools = toolchain();
  if (tools === null) {
    t.log('SKIPPED: there is no Rust here');
    t.pass();
    return;
  }
  const { cargo, rustc } = tools;
  const { status, stdout, stderr } = spawnSync(cargo, ['test', '--offline', '--locked'], {
    cwd: new URL('../../sdk/rust/', import.meta.url),
    env: { ...process.env, RUSTC: rustc, CARGO_TARGET_DIR: join(SHARED, 'sdk') },
    encoding: 'utf8',
  });
  t.is(status, 0, `cargo test in sdk/rust: ${stdout}${stderr}`);
}

function compile(t: ExecutionContext, tools: Toolchain, settings: Record<string, string>): void {
  const { cargo, rustc, triple, isOld } = tools;
  const flags = ['build', '--release', '--locked', '--target', triple];
  const { VARIANT = '', DEFECT = '' } = settings;
  const { status, stderr } = spawnSync(cargo, [...flags, ...(isOld ? vendored(t) : [])], {
    cwd: SOURCE,
    env: {
      ...process.env,
      RUSTC: rustc,
      CARGO_TARGET_DIR: join(SHARED, 'target'),
      VARIANT,
      DEFECT,
    },
    encoding: 'utf8',
  });
  t.is(status, 0, `cargo build in examples/rust-raft-rs: ${stderr}`);
}

/** Puts the sources of the libraries into a folder, and says how to build with them. */
function vendored(t: ExecutionContext): readonly string[] {
  const folder = join(SHARED, 'vendor');
  const done = join(SHARED, 'vendored');
  if (!existsSync(done)) {
    mkdirSync(SHARED, { recursive: true });
    const flags = ['vendor', '--locked', '--quiet', folder];
    const { status, stderr } = spawnSync('cargo', flags, { cwd: SOURCE, encoding: 'utf8' });
    t.is(status, 0, `cargo vendor in examples/rust-raft-rs: ${stderr}`);
    writeFileSync(done, '');
  }
  const settings = ['replace-with="vendored"', `directory="${folder}"`];
  const [replaced, directory] = settings;
  return [
    '--offline',
    '--config',
    `source.crates-io.${replaced}`,
    '--config',
    `source.vendored.${directory}`,
  ];
}
