import type { Framework } from '../../core/framework.ts';
import hipaa from './hipaa.ts';

// Exported by name, so that the declarations of the packed library keep the import: with it the compiler knows the
// controls of every catalogue, in this project and in the rules of others.
export { hipaa };

/** Every control catalogue, in the order of ids. */
export const frameworks: readonly Framework[] = [hipaa];
