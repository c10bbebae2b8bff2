import { choice, defineRule, fail, notApplicable, type Failure, type Verdict } from '../../core/rule.ts';
import { Listing } from '../../core/listing.ts';

const scans = [
  { type: 'ec2', title: 'EC2' },
  { type: 'ecr', title: 'ECR' },
  { type: 'lambda', title: 'Lambda' },
  { type: 'lambdaCode', title: 'Lambda code' },
] as const;

export default defineRule({
  id: 'inspector-scanning-enabled',
  title: 'Amazon Inspector scans EC2, ECR and Lambda in the Region',
  severity: 'high',
  resource: 'aws.inspector.settings',
  controls: ['hipaa:164.308(a)(1)(ii)(A)', 'hipaa:164.308(a)(1)(ii)(B)'],
  rationale:
    'Software that was without known holes when it was installed has some a month later. Who does not scan learns of them from the attacker',
  remediation:
    'Enable Inspector for the scan types named in every Region in use, best by the delegated administrator of the organisation with automatic enablement for new accounts. EC2 scanning needs the SSM agent or agentless scanning',
  references: [
    'https://docs.aws.amazon.com/inspector/latest/user/getting_started_tutorial.html',
    'https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html',
  ],
  equivalents: {
    securityHub: ['INSPECTOR.1', 'INSPECTOR.2', 'INSPECTOR.3', 'INSPECTOR.4'],
    awsConfig: [
      'inspector-ec2-scan-enabled',
      'inspector-ecr-scan-enabled',
      'inspector-lambda-standard-scan-enabled',
      'inspector-lambda-code-scan-enabled',
    ],
    prowler: ['inspector2_is_enabled'],
    powerpipe: ['inspector_*_scanning_enabled'],
  },
  params: { lambdaCode: choice({ default: true, of: [true, false] }) },
  examples: {
    pass: { offered: true, ec2: 'ENABLED', ecr: 'ENABLED', lambda: 'ENABLED', lambdaCode: null },
    fail: { offered: true, ec2: 'ENABLED', ecr: 'DISABLED', lambda: 'ENABLED', lambdaCode: 'ENABLED' },
  },
  *evaluate(settings, { params }): Generator<Failure, Verdict | undefined> {
    if (!settings.offered) return notApplicable('AWS does not offer Inspector in the Region');
    // Only ENABLED scans: ENABLING, SUSPENDED and the others do not, or not yet. Null: code scanning is not offered.
    const off = new Listing(scans)
      .filter(({ type }) => type !== 'lambdaCode' || (params.lambdaCode && settings.lambdaCode !== null))
      .map(({ type, title }) => ({ title, status: settings[type] }))
      .filter(({ status }) => status !== 'ENABLED');
    for (const { title, status } of off) yield fail(`Scanning of ${title} is ${status ?? 'not reported'}`, title);
    return undefined;
  },
});
