/**
 * Messages to code that keeps its nodes itself, and to which no state is carried: those of the step
 * protocol, with luck and time in each of them. docs/ANY-LANGUAGE.md explains them.
 */
import { fraction, mix, wordOf } from '../simulator/luck.ts';
import type { BootCircumstances, Effect, Identity, Input, Timing } from '../simulator/target.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { shortened } from './program/printable.ts';

/** Code names it in its hello; any other is refused. */
export const HELD_PROTOCOL_VERSION = 2;

interface Circumstances {
  /** A random number of this request alone, at least 0 and less than 1. */
  readonly luck: number;
  /** The node's own clock in whole milliseconds; null where there are no clocks. */
  readonly localTimeMs: number | null;
  /** More random numbers, under the names that the code has asked for in its hello. */
  readonly draws?: Readonly<Record<string, number>>;
}

export interface BootRequest extends Circumstances {
  /** `restore` follows a crash that found something on the disk. */
  readonly kind: 'boot' | 'restore';
  readonly node: NodeId;
  readonly nodes: number;
  readonly timing: Timing;
  /** The record that the disk kept; null is the empty disk. */
  readonly durable: unknown;
}

export type StepRequest = Circumstances &
  (
    | { readonly kind: 'receive'; readonly from: NodeId; readonly message: unknown }
    | { readonly kind: 'timer'; readonly timer: string }
    | { readonly kind: 'propose'; readonly command: string }
  );

export type HeldRequest = BootRequest | StepRequest;

/** What became of a step. */
export interface HeldAnswer {
  /** What is left out is as it was in the answer before; only a boot says all of it. */
  readonly view?: Partial<NodeView>;
  readonly effects: readonly Effect[];
  /**
   * All of the node's state that has an influence on later answers, in a text of any kind. Two
   * nodes with one digest are one state to a search. Without it, states are told apart by what
   * led to them.
   */
  readonly digest?: string;
}

/**
 * What a message of the step protocol means to the world. A PreVote is no vote: it changes no term
 * and nothing on a disk, so properties leave it alone, and reports call it by its own name.
 */
export function meaningOf(message: unknown): WireMeaning {
  const { kind, term, voteGranted } = (message ?? {}) as Partial<Record<string, unknown>>;
  const isPreVote = kind === 'preVote' || kind === 'preVoteReply';
  if (!isPreVote) return message as WireMeaning;
  const isGranted = voteGranted as boolean;
  // One that does not say is judged as a reply, and found wrong.
  const isReply = kind === 'preVoteReply' && typeof isGranted !== 'boolean';
  return isReply
    ? { kind: 'voteReply', term: term as number, voteGranted: isGranted }
    : { kind: 'other', term: term as number };
}

/** Of a world without clocks, `circumstances` are undefined. */
export function bootRequest(
  { self, nodes, timing }: Identity,
  durable: unknown,
  circumstances: BootCircumstances | undefined,
): BootRequest {
  return {
    kind: durable === null ? 'boot' : 'restore',
    node: self,
    nodes,
    timing,
    durable,
    luck: circumstances === undefined ? 0 : (circumstances.luck >>> 0) / 2 ** 32,
    localTimeMs: circumstances?.localTimeMs ?? null,
  };
}

/**
 * `life` is the luck that the node booted with; 0 if its steps shall have none. `nameOf` is what a
 * message is called, for its luck.
 */
export function stepRequest(
  input: Input,
  localTimeMs: number | null,
  life = 0,
  nameOf: NameOfMessage = wholeMessage,
): StepRequest {
  switch (input.kind) {
    case 'received': {
      const { from, message } = input;
      const luck = luckOf(life, localTimeMs, () => nameOf(from, message));
      return { kind: 'receive', from, message, luck, localTimeMs };
    }
    case 'timerFired':
      return { kind: 'timer', timer: input.timer, luck: input.luck, localTimeMs };
    case 'proposed': {
      const { command } = input;
      return {
        kind: 'propose',
        command,
        luck: luckOf(life, localTimeMs, () => wordOf(command)),
        localTimeMs,
      };
    }
  }
}

/** A word for a message: what differs in it has another luck. */
export type NameOfMessage = (from: NodeId, message: unknown) => number;

const wholeMessage: NameOfMessage = (from, message) => wordOf(JSON.stringify([from, message]));

/** Sender, kind and term: for code that takes its steps faster than their JSON is made. */
export const briefMessage: NameOfMessage = (from, message) => {
  const { kind, term } = (message ?? {}) as Partial<WireMeaning>;
  return mix(mix(from, Number(term)), wordOf(String(kind)));
};

/**
 * The luck of a step to which the world gives none. Its name is what the node is told and when:
 * a step that is left out changes no other.
 */
function luckOf(life: number, localTimeMs: number | null, content: () => number): number {
  if (life === 0 || localTimeMs === null) return 0;
  return fraction(mix(mix(life, localTimeMs), content()) >>> 0);
}

/** The same request with a random number for each of these names, made of its luck. */
export function withDraws<Request extends HeldRequest>(
  request: Request,
  names: readonly string[],
): Request {
  if (names.length === 0) return request;
  const word = Math.floor(request.luck * 2 ** 32);
  const drawn = (name: string): number =>
    request.luck === 0 ? 0 : fraction(mix(word, wordOf(name)) >>> 0);
  return { ...request, draws: Object.fromEntries(names.map((name) => [name, drawn(name)])) };
}

/** What a request is named by, in every version of the step protocol. */
type NamedRequest =
  | Pick<BootRequest, 'kind'>
  | { readonly kind: 'receive'; readonly from: NodeId; readonly message: unknown }
  | { readonly kind: 'timer'; readonly timer: string }
  | { readonly kind: 'propose'; readonly command: string };

/** Which step it was; whose, the world says. */
export function requestName(request: NamedRequest): string {
  switch (request.kind) {
    case 'receive': {
      const { kind } = request.message as WireMeaning;
      return `receive ${shortened(String(kind))} from n${request.from}`;
    }
    case 'timer':
      return `timer ${request.timer}`;
    case 'propose':
      return `propose ${request.command}`;
    default:
      return request.kind;
  }
}
