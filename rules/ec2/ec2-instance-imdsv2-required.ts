import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { isTerminated } from '../shared/instance-state.ts';

export default defineRule({
  id: 'ec2-instance-imdsv2-required',
  title: 'Instance metadata is given to IMDSv2 requests only',
  severity: 'high',
  resource: 'aws.ec2.instance',
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
  ],
  rationale:
    'With IMDSv1 a web application that can be made to fetch a URL hands out the credentials of the role of its instance',
  remediation:
    'Set HttpTokens to required (aws ec2 modify-instance-metadata-options), in launch templates and as the default of the account too. Watch the metric MetadataNoToken first: it counts what still uses IMDSv1',
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8',
  ],
  equivalents: {
    prowler: ['ec2_instance_imdsv2_enabled'],
    powerpipe: ['ec2_instance_uses_imdsv2'],
    cloudsploit: ['ec2MetadataOptions'],
    securityHub: ['EC2.8'],
    awsConfig: ['ec2-imdsv2-check'],
    checkov: ['CKV_AWS_79'],
    trivy: ['ec2/enforce_http_token_imds'],
    cdkNag: ['EC2IMDSv2Enabled'],
  },
  examples: {
    pass: { state: 'running', imdsTokens: 'required' },
    fail: { state: 'running', imdsTokens: 'optional', imdsEndpoint: 'enabled' },
  },
  evaluate(instance) {
    if (isTerminated(instance)) return notApplicable('The instance is terminated');
    if (instance.imdsTokens === 'required' || instance.imdsEndpoint === 'disabled') return pass;
    return fail(`HttpTokens is ${instance.imdsTokens}`);
  },
});
