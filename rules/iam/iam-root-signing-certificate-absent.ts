import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-root-signing-certificate-absent',
  title: 'Root user has no signing certificate',
  severity: 'high',
  resource: 'aws.iam.account',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(a)(2)(i)',
  ],
  rationale: 'An X.509 signing certificate lets its holder call old SOAP interfaces as the root user, past MFA',
  remediation: 'Sign in as the root user and delete the certificates under Security credentials',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  equivalents: { cloudsploit: ['rootSigningCertificate'], scoutsuite: ['iam-root-account-with-active-certs'] },
  examples: { pass: { rootSigningCertificatesPresent: 0 }, fail: { rootSigningCertificatesPresent: 1 } },
  evaluate(account) {
    const count = account.rootSigningCertificatesPresent;
    return count === 0 ? pass : fail(`The root user has ${count} signing certificate${count === 1 ? '' : 's'}`);
  },
});
