/** Packages that only a fleet needs: whoever has none must not have to install them. */
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf } from '../findings/place.ts';

/** Throws a {@link Refusal} that says what to install. */
export async function optionalPackage<Module>(
  load: () => Promise<Module>,
  install: string,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Refusal(`a fleet needs packages that are not installed: npm install ${install}`);
  }
}
