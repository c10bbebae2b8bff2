import { defineRule, fail, type Failure } from '../../core/rule.ts';

export default defineRule({
  id: 'acm-certificate-domain-exact',
  title: 'ACM certificate names its domains without wildcards',
  severity: 'low',
  resource: 'aws.acm.certificate',
  controls: [],
  rationale:
    'Whoever gets hold of the key of a wildcard certificate can pose as every host of the domain, those that do not exist yet included',
  remediation:
    'Request a certificate for the names that are served, by service if possible. ACM issues as many as are needed at no cost',
  references: ['https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html'],
  equivalents: {
    powerpipe: ['acm_certificate_no_wildcard_domain_name'],
    cloudsploit: ['acmSingleDomainNameCertificate'],
    checkov: ['CKV2_AWS_71'],
  },
  examples: {
    pass: { domainName: 'www.example.com', subjectAlternativeNames: ['www.example.com'] },
    fail: { domainName: 'example.com', subjectAlternativeNames: ['example.com', '*.example.com'] },
  },
  *evaluate(certificate): Generator<Failure> {
    const hole = (name: string) => fail(`The certificate holds for ${name}`, name);
    const name = certificate.domainName;
    if (name?.startsWith('*') === true) yield hole(name);
    for (const other of certificate.subjectAlternativeNames.filter((one) => one.startsWith('*'))) yield hole(other);
  },
});
