import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { made, planned, unknownOf } from '../made.ts';

const arn = (path: string) => `arn:aws:iam::123456789012:${path}`;
const groups = (...changes: readonly Change[]) => planned('aws.iam.group', ...changes);

describe('groups in a plan', () => {
  it('has what the plan writes and attaches', () => {
    const [group] = groups(
      made('aws_iam_group.readers', { name: 'readers', path: '/staff/' }, ['unique_id']),
      made('aws_iam_group_policy.read', { name: 'read', policy: '{}' }, [], { group: 'aws_iam_group.readers.id' }),
      made('aws_iam_group_policy_attachment.a', { group: 'readers', policy_arn: arn('policy/a') }),
      made('aws_iam_group_policy_attachments_exclusive.a', {
        group_name: 'readers',
        policy_arns: [arn('policy/a'), arn('policy/team/b')],
      }),
    );
    expect(group?.facts).to.deep.include({
      groupName: 'readers',
      path: '/staff/',
      inlinePolicies: [{ name: 'read', document: '{}' }],
      attachedPolicies: [
        { arn: arn('policy/a'), name: 'a' },
        { arn: arn('policy/team/b'), name: 'b' },
      ],
    });
    expect(unknownOf(group)).to.deep.equal(['createdAt', 'groupId']);
    expect(group?.tags).to.deep.equal({});
  });
});

describe('policies in a plan', () => {
  it('does not take a resource that a name or document is put together of for the name or document', () => {
    const refers = { name: 'aws_kms_key.data.id', policy: 'aws_kms_key.data.arn' };
    const [policy] = planned(
      'aws.iam.policy',
      made('aws_iam_policy.deploy', {}, [], refers),
      made('aws_kms_key.data', {}),
    );
    expect(policy?.name).to.equal(null);
    expect(policy?.unknown?.document?.reason).to.equal('known-after-apply');
  });

  it('is the account’s own, and does not know what a document will say that refers to what is new', () => {
    const [policy] = planned(
      'aws.iam.policy',
      made('aws_iam_policy.deploy', { name_prefix: 'deploy-' }, ['name', 'policy', 'policy_id', 'attachment_count']),
    );
    expect(policy?.facts).to.deep.equal({ path: '/', owner: 'customer' });
    expect(policy?.name).to.equal(null);
    expect(policy?.unknown?.document?.reason).to.equal('known-after-apply');
    expect(policy?.unknown?.attachmentCount?.reason).to.equal('not-collected');
  });
});
