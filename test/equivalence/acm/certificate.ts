import certificates from '../../../collectors/aws/acm/certificates.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/web';
const seconds = (when: string) => Date.parse(when) / 1000;
const issuing = 'made when it is issued';
const untold = 'neither input has it: only the account tells';

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
              CertificateMetadata: { AcmCertificateMetadata: { RenewalStatus: 'PENDING_AUTO_RENEWAL' } },
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
          status: 'ISSUED',
          type: 'AMAZON_ISSUED',
          key_algorithm: 'RSA_2048',
          not_before: '2026-01-01T00:00:00Z',
          not_after: '2027-01-31T23:59:59Z',
          renewal_eligibility: 'ELIGIBLE',
          renewal_summary: [{ renewal_status: 'PENDING_AUTO_RENEWAL', renewal_status_reason: '' }],
          options: [{ certificate_transparency_logging_preference: 'ENABLED' }],
          certificate_body: null,
          private_key: null,
          certificate_authority_arn: '',
        },
      },
    ],
    differs: { inUse: untold, createdAt: untold, issuedAt: untold },
  },
  cloudformation: {
    resources: {
      Certificate: {
        Type: 'AWS::CertificateManager::Certificate',
        Properties: { DomainName: 'www.example.com', SubjectAlternativeNames: ['example.com'] },
      },
    },
    differs: {
      status: issuing,
      notBefore: issuing,
      notAfter: issuing,
      inUse: untold,
      createdAt: untold,
      issuedAt: untold,
      renewalEligibility: untold,
      renewalStatus: untold,
      renewalReason: untold,
    },
  },
});
