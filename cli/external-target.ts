/** Targets that a user brings: modules, and programs that are started for one command. */
import type { TargetRequest } from '../campaign/threads/requested-target.ts';
import type { Registered } from '../targets/registry.ts';

export interface ExternalTarget {
  readonly entry: Registered;
  /** For the thread that shall meet it. */
  readonly request: TargetRequest;
  /** The option that brings it again, for commands that reports tell people to type. */
  readonly option: string;
  /** The file as it was typed; null for a program. */
  readonly path: string | null;
  /** The command as it was typed; null for a module. */
  readonly command: string | null;
}

/** Whether a word in the place of a target's name is the path of a module. */
export function isPath(text: string): boolean {
  return text.includes('/') || /\.(?:[mc]?js|m?ts|wasm)$/.test(text);
}

/** Whether a target of this name is a program, which has to be started. */
export function isProgram(name: string): boolean {
  return name.startsWith('exec:');
}

/** What to type, for a target that does not come with whitewater. */
export function howToBring(name: string): string {
  return isProgram(name)
    ? 'say how that program is started, with --exec "<command>"'
    : 'say where that target is, with --target <file>';
}
