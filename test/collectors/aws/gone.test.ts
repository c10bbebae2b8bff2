import { expect } from 'chai';
import { CallFailed } from '../../../collectors/aws/failure.ts';
import { factUnlessGone, gone } from '../../../collectors/aws/gone.ts';
import type { Api } from '../../../collectors/collector.ts';
import { SectionApi } from '../../../collectors/aws/section.ts';
import { UnknownValue } from '../../../core/resource.ts';

const api: Api = new SectionApi(
  { ask: () => Promise.reject(new Error('not asked')), sleep: () => Promise.resolve(), now: () => 0 },
  { account: '123456789012', region: 'us-east-1' },
  { calls: 0, throttled: 0 },
  10,
);
const failed = (deleted: boolean) =>
  new CallFailed('no', { reason: 'error', operation: 'ec2:DescribeVolumes', region: 'us-east-1', gone: deleted });

describe('factUnlessGone', () => {
  it('gives what was read', async () => {
    expect(await factUnlessGone(api, () => Promise.resolve(null))).to.equal(null);
  });

  it('tells what was deleted from what cannot be read', async () => {
    expect(await factUnlessGone(api, () => Promise.reject(failed(true)))).to.equal(gone);
    expect(await factUnlessGone(api, () => Promise.reject(failed(false)))).to.be.instanceOf(UnknownValue);
  });

  it('does not hide a bug', async () => {
    const bug = new TypeError('bug');
    const error = await factUnlessGone(api, () => Promise.reject(bug)).catch((caught: unknown) => caught);
    expect(error).to.equal(bug);
  });
});
