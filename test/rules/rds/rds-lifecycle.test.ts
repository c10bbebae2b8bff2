import { expect } from 'chai';
import type { KindId } from '../../../core/kinds/index.ts';
import rules from '../../../rules/index.ts';
import { splitExample, verdict, type Given } from '../tester.ts';

/** What every rule of RDS makes of a database that it would fail, were it not for its engine or status. */
describe('RDS rules', () => {
  for (const rule of rules.filter(({ id }) => id.startsWith('rds-'))) {
    for (const kind of rule.kinds) {
      const [facts, surroundings] = splitExample(rule.examples.fail);
      const judge = (more: object) =>
        verdict(rule, kind, { ...facts, ...more }, surroundings as Record<string, Given<KindId>[]>);

      it(`rds-013: ${rule.id} says nothing of a ${kind} that is being made or deleted`, async () => {
        for (const status of ['creating', 'delete-precheck', 'deleting']) {
          expect(await judge({ status, endpoint: null }), status).to.equal('not-applicable');
        }
        for (const status of ['available', 'modifying', 'backing-up', 'storage-full']) {
          expect(await judge({ status }), status).to.equal('fail');
        }
      });

      it(`rds-001: ${rule.id} says nothing of a ${kind} of DocumentDB or Neptune`, async () => {
        for (const engine of ['docdb', 'neptune']) {
          expect(await judge({ engine, status: 'available' }), engine).to.equal('not-applicable');
        }
      });
    }
  }
});
