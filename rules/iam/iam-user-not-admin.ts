import { defineRule, fail, pass } from '../../core/rule.ts';
import { isAdministratorUser } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-user-not-admin',
  title: 'User has no administrator access',
  severity: 'high',
  resource: 'aws.iam.user',
  reads: ['aws.iam.policy', 'aws.iam.group'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
  ],
  rationale: 'Credentials of a user are long-lived: once leaked, they give the account away until somebody notices',
  remediation:
    'Take the policy away (or the user out of the group) and let administrators assume a role with MFA and temporary credentials. A permissions boundary that does not allow everything also counts',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  equivalents: { cloudsploit: ['iamUserAdmins'] },
  examples: {
    pass: { attachedPolicies: [], inlinePolicies: [], groups: [], permissionsBoundary: null },
    fail: [
      { attachedPolicies: [], inlinePolicies: [], groups: ['admins'], permissionsBoundary: null },
      {
        'aws.iam.group': [
          {
            groupName: 'admins',
            attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' }],
            inlinePolicies: [],
          },
        ],
      },
    ],
  },
  evaluate(user, { inventory }) {
    return isAdministratorUser(user, inventory) ? fail('The user has administrator access') : pass;
  },
});
