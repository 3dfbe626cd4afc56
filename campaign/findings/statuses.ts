/** What is known of each story from night to night: new, ongoing, resolved, or back again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../search/finding.ts';
import { writeAtomically } from './atomic-file.ts';
import { lookedAt } from './place.ts';
import { setAside } from './set-aside.ts';
import type { FindingStatus, StoryStatus } from './story-status.ts';

const FILE = 'statuses.json';
const VERSION = 1;

export class Statuses {
  readonly #file: string;
  readonly #stories: Map<string, StoryStatus>;

  private constructor(file: string, stories: readonly StoryStatus[]) {
    this.#file = file;
    this.#stories = new Map(stories.map((story) => [keyOf(story), story]));
  }

  /**
   * Those in the folder `out`. A file that cannot be read is set aside, and `warn` is told of it:
   * never is it deleted. Throws a {@link Refusal} if not even that can be done.
   */
  static async in(out: string, warn: (line: string) => void): Promise<Statuses> {
    const file = join(out, FILE);
    if (!existsSync(file)) return new Statuses(file, []);
    const text = lookedAt(file, () => readFileSync(file, 'utf8'));
    const { parseStatuses } = await import('./statuses-schema.ts');
    const stories = parseStatuses(text, VERSION);
    if (stories !== null) return new Statuses(file, stories);
    warn(setAside(file));
    return new Statuses(file, []);
  }

  of(finding: Pick<Finding, 'target' | 'signature'>): StoryStatus | null {
    return this.#stories.get(keyOf(finding)) ?? null;
  }

  /** A campaign has met the story. */
  seen({ target, signature }: Finding, now: Date): FindingStatus {
    const time = now.toISOString();
    const known = this.#stories.get(keyOf({ target, signature }));
    const isBack = known?.status === 'resolved' || known?.status === 'regressed';
    const status = known === undefined ? 'new' : isBack ? 'regressed' : 'ongoing';
    const firstSeen = known?.firstSeen ?? time;
    this.#put({ target, signature, status, firstSeen, lastSeen: time });
    return status;
  }

  /** Someone has mended it. Throws a {@link Refusal} if it cannot be written down. */
  resolve({ target, signature }: Finding, now: Date): void {
    const time = now.toISOString();
    const known = this.#stories.get(keyOf({ target, signature }));
    const { firstSeen = time, lastSeen = time } = known ?? {};
    this.#put({ target, signature, status: 'resolved', firstSeen, lastSeen });
  }

  #put(story: StoryStatus): void {
    this.#stories.set(keyOf(story), story);
    const stories = [...this.#stories.values()].sort((one, other) =>
      keyOf(one) < keyOf(other) ? -1 : 1,
    );
    writeAtomically(this.#file, `${JSON.stringify({ version: VERSION, stories }, null, 2)}\n`);
  }
}

function keyOf({ target, signature }: Pick<Finding, 'target' | 'signature'>): string {
  return `${target}\0${signature}`;
}
