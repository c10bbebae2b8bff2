import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'acm-certificate-transparency-logged',
  title: 'ACM certificate is recorded in certificate transparency logs',
  severity: 'low',
  resource: 'aws.acm.certificate',
  controls: [],
  rationale:
    'Public logs of certificates show when one is issued for your names that you did not ask for. Browsers do not trust public certificates that are in no log',
  remediation:
    'Turn on transparency logging in the options of the certificate; it holds from the next renewal on. Names that must not become known belong on a private certificate',
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html',
  ],
  equivalents: {
    prowler: ['acm_certificates_transparency_logs_enabled'],
    powerpipe: ['acm_certificate_transparency_logging_enabled'],
    scoutsuite: ['acm-certificate-with-transparency-logging-disabled'],
    checkov: ['CKV_AWS_234'],
  },
  examples: {
    pass: { type: 'AMAZON_ISSUED', transparencyLogging: 'ENABLED' },
    fail: { type: 'AMAZON_ISSUED', transparencyLogging: 'DISABLED' },
  },
  evaluate(certificate) {
    const type = certificate.type;
    if (type !== 'AMAZON_ISSUED') return notApplicable(`ACM logs only public certificates that it issues, not ${type}`);
    const logging = certificate.transparencyLogging;
    if (logging === null) return notApplicable('The certificate has no such option');
    return logging === 'ENABLED' ? pass : fail('Transparency logging is off');
  },
});
