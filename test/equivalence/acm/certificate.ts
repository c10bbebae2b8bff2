import certificates from '../../../collectors/aws/acm/certificates.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/web';
const seconds = (when: string) => Date.parse(when) / 1000;

export default defineTriple({
  kind: 'aws.acm.certificate',
  live: {
    collector: certificates,
    answers: {
      'acm:ListCertificates': [
        JSON.stringify({
          CertificateSummaryList: [
            {
              CertificateArn: arn,
              Type: 'AMAZON_ISSUED',
              Status: 'ISSUED',
              DomainName: 'www.example.com',
              SubjectAlternativeNameSummaries: ['www.example.com', 'example.com'],
              HasAdditionalSubjectAlternativeNames: false,
              KeyAlgorithm: 'RSA_2048',
              InUse: true,
              RenewalEligibility: 'ELIGIBLE',
              NotBefore: seconds('2026-01-01T00:00:00Z'),
              NotAfter: seconds('2027-01-31T23:59:59Z'),
              CreatedAt: seconds('2025-12-31T12:00:00Z'),
              IssuedAt: seconds('2025-12-31T12:05:00Z'),
            },
          ],
        }),
      ],
      'acm:SearchCertificates': [
        JSON.stringify({
          Results: [
            {
              CertificateArn: arn,
              CertificateMetadata: { AcmCertificateMetadata: { RenewalStatus: 'PENDING_VALIDATION' } },
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_acm_certificate',
        values: {
          id: arn,
          arn,
          domain_name: 'www.example.com',
          subject_alternative_names: ['example.com', 'www.example.com'],
          validation_method: 'DNS',
          key_algorithm: 'RSA_2048',
          status: 'ISSUED',
          type: 'AMAZON_ISSUED',
          not_before: '2026-01-01T00:00:00Z',
          not_after: '2027-01-31T23:59:59Z',
          renewal_eligibility: 'ELIGIBLE',
          renewal_summary: [
            { renewal_status: 'PENDING_VALIDATION', renewal_status_reason: '', updated_at: '2026-12-01T00:00:00Z' },
          ],
          options: [{ certificate_transparency_logging_preference: 'ENABLED' }],
          certificate_body: null,
          private_key: null,
          certificate_authority_arn: null,
          tags: {},
          tags_all: {},
        },
      },
      { type: 'aws_acm_certificate_validation', values: { id: '2025-12-31 12:05:00', certificate_arn: arn } },
    ],
    differs: {
      inUse: 'the provider does not export it',
      createdAt: 'the provider does not export it',
      issuedAt: 'the provider does not export it',
    },
  },
  cloudformation: {
    resources: {
      Web: {
        Type: 'AWS::CertificateManager::Certificate',
        Properties: {
          DomainName: 'www.example.com',
          SubjectAlternativeNames: ['example.com'],
          ValidationMethod: 'DNS',
        },
      },
    },
    differs: {
      status: 'known after the stack is deployed',
      inUse: 'only the account tells it',
      createdAt: 'made when the stack is deployed',
      issuedAt: 'made when the stack is deployed',
      notBefore: 'made when the stack is deployed',
      notAfter: 'made when the stack is deployed',
      renewalEligibility: 'only the account tells it',
      renewalStatus: 'none is tried of one that is new; of another the account tells',
    },
  },
});
