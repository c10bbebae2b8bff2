import { expect } from 'chai';
import rule from '../../../rules/ec2/ec2-volume-attached.ts';
import { denied, verdict } from '../tester.ts';

describe('ec2-volume-attached', () => {
  for (const [state, expected] of [
    ['in-use', 'pass'],
    ['available', 'fail'],
    ['creating', 'not-applicable'],
    ['deleting', 'not-applicable'],
    ['deleted', 'not-applicable'],
    ['error', 'not-applicable'],
  ] as const) {
    it(`${state}: ${expected}`, async () => {
      expect(await verdict(rule, 'aws.ec2.volume', { state })).to.equal(expected);
    });
  }

  it('is unknown where the state is', async () => {
    expect(await verdict(rule, 'aws.ec2.volume', { unknown: { state: denied } })).to.equal('unknown');
  });
});
