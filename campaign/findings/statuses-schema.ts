/** The schema of the file of statuses. Import it lazily: zod takes its time to load. */
import { z } from 'zod';
import type { StoryStatus } from './story-status.ts';

const text = z.string().max(500);

/** Null for what is no such file of this version. */
export function parseStatuses(json: string, version: number): readonly StoryStatus[] | null {
  const file = z.strictObject({
    version: z.literal(version),
    stories: z.array(
      z.strictObject({
        target: text,
        signature: text,
        status: z.enum(['new', 'ongoing', 'resolved', 'regressed']),
        firstSeen: z.iso.datetime(),
        lastSeen: z.iso.datetime(),
      }),
    ),
  });
  try {
    return file.parse(JSON.parse(json)).stories;
  } catch {
    return null;
  }
}
