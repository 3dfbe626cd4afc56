// Lets Node run the TypeScript sources as they are: used by the tests, the scripts and the workers.
import { register } from 'node:module';

register('./ts-hooks.mjs', import.meta.url);
