/** Requests that are made together: how to come into a state again, and what is asked there. */
import { withField } from '../batch.ts';
import type { Past } from './past.ts';

export interface PlannedRequest {
  readonly line: string;
  readonly handle: number;
  /** The state that it leads to; null for a copy. */
  readonly past: Past | null;
}

export class Plan {
  readonly requests: PlannedRequest[] = [];

  hasCopies = false;

  /** The node with this handle takes the step that led to `past`, or boots. */
  take(handle: number, past: Past): void {
    const line = withField(past.text, `"handle":${handle}`);
    this.requests.push({ line, handle, past });
  }

  copy(handle: number, copy: number): void {
    this.hasCopies = true;
    const line = `{"kind":"fork","handle":${handle},"copy":${copy}}`;
    this.requests.push({ line, handle, past: null });
  }
}
