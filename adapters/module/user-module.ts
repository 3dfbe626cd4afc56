/**
 * A target that is a module of the user, of JavaScript or WebAssembly: loaded for the command line,
 * and once more by each of its threads. Whatever is wrong with it becomes one line.
 */
import { readFileSync } from 'node:fs';
import { checkedTarget, ContractBroken } from '../checked-target.ts';
import { isTarget } from '../target-shape.ts';
import { TARGET_FUNCTIONS } from '../../simulator/contract.ts';
import { NotInstalled, type Target } from '../../simulator/target.ts';
import { shortened } from '../program/printable.ts';
import { Refusal } from '../refusal.ts';
import type { OnStart } from '../wasm/starting-code.ts';
import {
  defaultExport,
  firstLine,
  importedModule,
  isFields,
  userFile,
  type Fields,
} from './imported-module.ts';

/** `path` is relative to the current folder. Throws a {@link Refusal} that begins with it. */
export async function moduleTarget(path: string, onStart?: OnStart): Promise<Target> {
  const file = userFile(path);
  if (path.endsWith('.wasm')) return wasmFile(path, file, onStart);
  const exports = await importedModule(path);
  const target = wrapped(path, chosen(path, exports));
  load(path, target);
  return target;
}

/** WebAssembly says itself what is wrong with it; only the path is missing. */
async function wasmFile(path: string, file: string, onStart?: OnStart): Promise<Target> {
  const { wasmTarget } = await import('../wasm/wasm-target.ts');
  try {
    return wasmTarget(readFileSync(file), onStart);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(`${path}: ${error.message}`) : error;
  }
}

/** The default export if there is one, else the only other that is meant as a target. */
function chosen(path: string, exports: Fields): unknown {
  const usual = defaultExport(exports);
  if (isMeant(usual)) return usual;
  const named = isFields(usual) ? [...Object.values(exports), ...Object.values(usual)] : exports;
  const meant = [...new Set(Object.values(named))].filter(isMeant);
  const right = meant.filter(isTarget);
  const [only, ...others] = right.length > 0 ? right : meant;
  if (only === undefined) {
    throw new Refusal(
      `${path}: it exports no target: an object with ${TARGET_FUNCTIONS.join(', ')}`,
    );
  }
  if (others.length === 0) return only;
  const names = [only, ...others].map(({ name }) => shortened(String(name))).join(', ');
  throw new Refusal(`${path}: it exports several targets: ${names}; make one the default export`);
}

/** Whether the export is meant as a target; if it is, missing parts are reported. */
function isMeant(exported: unknown): exported is Fields {
  if (!isFields(exported)) return false;
  return (
    'family' in exported || TARGET_FUNCTIONS.some((name) => typeof exported[name] === 'function')
  );
}

function wrapped(path: string, target: unknown): Target {
  const { create, deliver, name } = target as Fields;
  if (typeof create === 'function' && typeof deliver === 'function') {
    const shown = shortened(String(name));
    throw new Refusal(`${path}: ${shown} is live code: export what live(...) makes of it`);
  }
  try {
    return checkedTarget(target as Target);
  } catch (error) {
    if (error instanceof ContractBroken) throw new Refusal(`${path}: ${error.message}`);
    throw error;
  }
}

function load(path: string, target: Target): void {
  try {
    target.load?.();
  } catch (error) {
    if (error instanceof NotInstalled) throw new Refusal(`${path}: ${error.message}`);
    throw new Refusal(`${path}: ${target.name} cannot be loaded: ${firstLine(error)}`);
  }
}
