/** Gathers what a page shows beside the finding and its trace. */
import { NO_SUPPLEMENT, type PageSupplement } from '../reports/page/supplement.ts';
import { pageClient } from './page-client.ts';

export function pageSupplement(): PageSupplement {
  return { ...NO_SUPPLEMENT, client: pageClient() };
}
