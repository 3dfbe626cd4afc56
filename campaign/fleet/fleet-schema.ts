/**
 * The schemas of what a queue hands to a worker. It comes from another machine, and anyone who has
 * the password may have written it: nothing in it is trusted. Import it lazily: it loads zod.
 */
import { z } from 'zod';
import { Refusal } from '../../adapters/refusal.ts';
import { refusing, textSchema as text } from '../findings/failure-schema.ts';
import {
  campaignId,
  FLEET_VERSION,
  isSpanOf,
  type FleetCampaign,
  type Span,
} from './fleet-campaign.ts';

const MAX_TARGETS = 1000;
const MAX_CHUNKS = 2 ** 31 - 1;

const hash = z.string().regex(/^[0-9a-f]{16}$/, { error: 'must be 16 hex digits' });
const place = z.int().min(0).max(MAX_CHUNKS);

const campaignSchema = z.strictObject({
  whitewaterFleet: z.literal(FLEET_VERSION),
  names: z.array(text).max(MAX_TARGETS),
  options: z.record(text, z.union([text, z.boolean()])),
  code: hash,
  configuration: hash,
  targets: z
    .array(z.strictObject({ name: text, chunks: z.int().min(1).max(MAX_CHUNKS) }))
    .min(1)
    .max(MAX_TARGETS),
});

const spanSchema = z.strictObject({ target: place, first: place, count: z.int().min(1) });

/** Throws a {@link Refusal} of one line for what is not the campaign with this id. */
export function parseCampaign(written: string, id: string): FleetCampaign {
  const json = parsedJson(written);
  const version = (json as { readonly whitewaterFleet?: unknown } | null)?.whitewaterFleet;
  if (typeof version === 'number' && version !== FLEET_VERSION) {
    throw new Refusal(`it is of version ${version} of fleets, and here is ${FLEET_VERSION}`);
  }
  const campaign = refusing('campaign', () => campaignSchema.parse(json));
  if (campaignId(campaign) === id) return campaign;
  throw new Refusal('its content is not that of its id');
}

/** Throws a {@link Refusal} of one line for what is no job of the campaign. */
export function parseSpan(data: unknown, campaign: FleetCampaign): Span {
  const span = refusing('job', () => spanSchema.parse(data));
  if (isSpanOf(campaign, span)) return span;
  throw new Refusal('job: the campaign has no such chunks');
}

/** Throws a {@link Refusal}. */
export function parsedJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new Refusal('it is not JSON, or only a part of it');
  }
}
