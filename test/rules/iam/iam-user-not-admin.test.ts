import { expect } from 'chai';
import fc from 'fast-check';
import detached from '../../../rules/iam/iam-administrator-access-detached.ts';
import rule from '../../../rules/iam/iam-user-not-admin.ts';
import { denied, findings, verdict } from '../tester.ts';

const kind = 'aws.iam.user';
const statement = (effect: string, action: string | string[], more: object = {}): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: effect, Action: action, Resource: '*', ...more } });
const all = statement('Allow', '*');
const readOnly = statement('Allow', ['s3:Get*', 'ec2:Describe*', 'iam:List*']);
const denyAll = statement('Deny', '*');
const own = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;
const aws = (name: string, partition = 'aws') => `arn:${partition}:iam::aws:policy/${name}`;
const attach = (arn: string) => ({ arn, name: arn.split('/').at(-1) ?? '' });
const managed = (arn: string, document: string) => ({ arn, owner: 'customer', document });

const nobody = { attachedPolicies: [], inlinePolicies: [], groups: [] as string[], permissionsBoundary: null };
const administrator = { ...nobody, attachedPolicies: [attach(aws('AdministratorAccess'))] };

describe('iam-user-not-admin', () => {
  it('passes a user without policies', async () => {
    expect(await verdict(rule, kind, nobody)).to.equal('pass');
  });

  it('fails a user with AdministratorAccess, in every partition, whether or not its document was collected', async () => {
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
      const user = { ...nobody, attachedPolicies: [attach(aws('AdministratorAccess', partition))] };
      expect(await verdict(rule, kind, { ...user, arn: `arn:${partition}:iam::123456789012:user/ops/ann` })).to.equal(
        'fail',
      );
    }
    const lookalike = { ...nobody, attachedPolicies: [attach(own('AdministratorAccess'))] };
    const policy = managed(own('AdministratorAccess'), readOnly);
    expect(await verdict(rule, kind, lookalike, { 'aws.iam.policy': [policy] })).to.equal('pass');
  });

  it('iam-030: fails an administrator through a group only, by managed and by inline policy', async () => {
    const user = { ...nobody, groups: ['__proto__'] };
    const group = { groupName: '__proto__', attachedPolicies: [], inlinePolicies: [] };
    const attached = { ...group, attachedPolicies: [attach(own('everything'))] };
    const inline = { ...group, inlinePolicies: [{ name: 'x', document: all }] };
    const policy = managed(own('everything'), all);
    expect(await verdict(rule, kind, user, { 'aws.iam.group': [attached], 'aws.iam.policy': [policy] })).to.equal(
      'fail',
    );
    expect(await verdict(rule, kind, user, { 'aws.iam.group': [inline] })).to.equal('fail');
    expect(await verdict(rule, kind, user, { 'aws.iam.group': [group] })).to.equal('pass');
  });

  it('fails an administrator by equivalent wildcard, NotAction, and policies that are one together', async () => {
    for (const document of [
      statement('Allow', '*:*'),
      statement('allow', '?*', { Resource: 'arn:aws:*' }),
      JSON.stringify({ Statement: [{ Effect: 'Allow', NotAction: 'iam:GetUser', Resource: ['*'] }] }),
    ]) {
      expect(await verdict(rule, kind, { ...nobody, inlinePolicies: [{ name: 'x', document }] })).to.equal('fail');
    }
    const halves = [
      { name: 'a', document: statement('Allow', 'iam:*') },
      { name: 'b', document: JSON.stringify({ Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } }) },
    ];
    expect(await verdict(rule, kind, { ...nobody, inlinePolicies: halves })).to.equal('fail');
    expect(await verdict(rule, kind, { ...nobody, inlinePolicies: halves.slice(1) })).to.equal('pass');
  });

  it('passes where an explicit Deny removes the access, fails where it removes a part', async () => {
    const withDeny = (document: string) => ({ ...administrator, inlinePolicies: [{ name: 'deny', document }] });
    expect(await verdict(rule, kind, withDeny(denyAll))).to.equal('pass');
    expect(await verdict(rule, kind, withDeny(statement('Deny', 'iam:*')))).to.equal('pass');
    expect(await verdict(rule, kind, withDeny(statement('Deny', 'cloudtrail:*')))).to.equal('fail');
    const unlessMfa = { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };
    expect(await verdict(rule, kind, withDeny(statement('Deny', '*', unlessMfa)))).to.equal('fail');
  });

  // The id says that a boundary which removes the access counts, so this rule passes and shows the boundary. What the
  // case expects, a failure because the policy grants all, is said by the rule about what is attached.
  it('iam-031: AdministratorAccess within a ReadOnly boundary: no administrator, but the policy is still attached', async () => {
    const user = { ...administrator, permissionsBoundary: aws('ReadOnlyAccess') };
    const policies = { 'aws.iam.policy': [{ arn: aws('ReadOnlyAccess'), owner: 'aws', document: readOnly }] };
    const [found] = await findings(rule, kind, user, policies);
    expect(found?.status).to.equal('pass');
    expect(JSON.stringify(found?.evidence)).to.include('permissionsBoundary').and.include('ReadOnlyAccess');
    expect(await verdict(detached, kind, user, policies)).to.equal('fail');
  });

  it('fails an administrator whose boundary allows everything, too', async () => {
    const bounded = (arn: string) => ({ ...administrator, permissionsBoundary: arn });
    expect(await verdict(rule, kind, bounded(aws('AdministratorAccess')))).to.equal('fail');
    const boundary = statement('Allow', ['iam:*', '*']);
    expect(await verdict(rule, kind, bounded(own('b')), { 'aws.iam.policy': [managed(own('b'), boundary)] })).to.equal(
      'fail',
    );
  });

  it('is unknown where a policy, a group or the boundary that would decide is', async () => {
    const gap = (of: 'aws.iam.policy' | 'aws.iam.group') => ({
      gaps: [{ kind: of, ...denied, operation: 'iam:Test' }],
    });
    const attached = { ...nobody, attachedPolicies: [attach(own('lost'))] };
    expect(await verdict(rule, kind, attached), 'not in the inventory').to.equal('unknown');
    expect(await verdict(rule, kind, attached, {}, gap('aws.iam.policy'))).to.equal('unknown');
    expect(await verdict(rule, kind, { ...nobody, groups: ['lost'] })).to.equal('unknown');
    expect(await verdict(rule, kind, { ...nobody, groups: ['lost'] }, {}, gap('aws.iam.group'))).to.equal('unknown');
    expect(await verdict(rule, kind, { ...administrator, permissionsBoundary: own('lost') })).to.equal('unknown');
    expect(await verdict(rule, kind, { ...nobody, inlinePolicies: [{ name: 'x', document: '{' }] })).to.equal(
      'unknown',
    );
    const { inlinePolicies: _, ...hidden } = administrator;
    expect(await verdict(rule, kind, hidden), 'it may hold the Deny that removes all').to.equal('unknown');
  });

  it('is decided by what is known where that suffices', async () => {
    const { attachedPolicies: _, ...hidden } = { ...nobody, inlinePolicies: [{ name: 'x', document: denyAll }] };
    expect(await verdict(rule, kind, hidden), 'whatever is attached, all is denied').to.equal('pass');
    const bounded = { ...nobody, permissionsBoundary: own('b'), attachedPolicies: [attach(own('lost'))] };
    const boundary = { 'aws.iam.policy': [managed(own('b'), readOnly)] };
    expect(await verdict(rule, kind, bounded, boundary), 'whatever is attached, it is bounded').to.equal('pass');
    const { permissionsBoundary: __, ...unbounded } = nobody;
    expect(await verdict(rule, kind, unbounded), 'nobody needs a boundary').to.equal('pass');
  });

  it('never says what the whole would contradict, whichever part is hidden', async () => {
    const documents = fc.constantFrom(all, readOnly, denyAll, statement('Deny', 's3:*'), statement('Allow', 'iam:*'));
    const world = fc.record({
      attached: documents,
      inline: documents,
      group: documents,
      boundary: fc.option(documents),
    });
    const hidden = fc.constantFrom(
      'attachedPolicies',
      'inlinePolicies',
      'groups',
      'permissionsBoundary',
      'inlinePolicies/0',
    );
    await fc.assert(
      fc.asyncProperty(world, hidden, async ({ attached, inline, group, boundary }, path) => {
        const user = {
          attachedPolicies: [attach(own('a'))],
          inlinePolicies: [{ name: 'x', document: inline }],
          groups: ['g'],
          permissionsBoundary: boundary === null ? null : own('b'),
        };
        const around = {
          'aws.iam.policy': [managed(own('a'), attached), managed(own('b'), boundary ?? all)],
          'aws.iam.group': [{ groupName: 'g', attachedPolicies: [], inlinePolicies: [{ name: 'y', document: group }] }],
        };
        const whole = await verdict(rule, kind, user, around);
        const partly = await verdict(rule, kind, { ...user, unknown: { [path]: denied } }, around);
        expect([whole, 'unknown']).to.include(partly);
      }),
      { numRuns: 200 },
    );
  });
});
