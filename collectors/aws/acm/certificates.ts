import { resource, UnknownValue, type Source } from '../../../core/resource.ts';
import { defineCollector, type At } from '../../collector.ts';
import { nameless } from '../nameless.ts';
import { instant, textOrNull } from '../normalise.ts';
import type { Answer, Question } from '../operations.ts';
import { Renewals, type Renewal } from './renewals.ts';

const kind = 'aws.acm.certificate';

/** Unasked, ACM leaves out most key types and what came by ACME. */
const everything: Question<'acm:ListCertificates'> = {
  Includes: {
    keyTypes: ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'],
  },
  CertificateKeyPairOrigins: ['AWS_MANAGED', 'ACME', 'CUSTOMER_PROVIDED'],
};

export default defineCollector({
  id: 'acm-certificates',
  scope: 'region',
  kinds: [kind],
  operations: ['acm:ListCertificates', 'acm:SearchCertificates', 'acm:DescribeCertificate'],
  lists: { [kind]: ['acm:ListCertificates'] },
  async *collect(api, at) {
    const renewals = new Renewals(api);
    for await (const { output, source } of api.pages('acm:ListCertificates', everything)) {
      for (const one of output.CertificateSummaryList ?? []) {
        const arn = one.CertificateArn;
        if (arn === undefined) {
          yield nameless(kind, source);
          continue;
        }
        const renewal = await renewals.of(arn, one.Type);
        if (renewal !== null) yield certificateOf(at, source, arn, one, renewal);
      }
    }
  },
});

type Summary = NonNullable<Answer<'acm:ListCertificates'>['CertificateSummaryList']>[number];

/** ACM has no certificate (yet) in these statuses. */
const neverIssued = ['PENDING_VALIDATION', 'VALIDATION_TIMED_OUT', 'FAILED'];

function certificateOf(at: At, source: Source, arn: string, one: Summary, renewal: Renewal) {
  const { Status: status, Type: type } = one;
  const issued = status !== undefined && neverIssued.includes(status) ? null : undefined;
  const more = one.HasAdditionalSubjectAlternativeNames !== false;
  return resource({
    kind,
    arn,
    account: at.account,
    region: at.region,
    name: textOrNull(one.DomainName),
    tags: notCollected('acm:ListTagsForCertificate', 'tags take a call for each certificate'),
    source,
    ...(more ? { unknown: { 'subjectAlternativeNames/*': moreNames } } : {}),
    facts: {
      // ACM also holds certificates that name no domain.
      domainName: textOrNull(one.DomainName),
      subjectAlternativeNames: one.SubjectAlternativeNameSummaries,
      status,
      type,
      keyAlgorithm: one.KeyAlgorithm,
      inUse: one.InUse,
      createdAt: instant(one.CreatedAt) ?? (type === 'IMPORTED' ? null : undefined),
      // Each is there for one type of certificate only.
      issuedAt: instant(one.IssuedAt) ?? (type === 'IMPORTED' || type === 'PRIVATE' ? null : issued),
      importedAt: instant(one.ImportedAt) ?? (type === 'AMAZON_ISSUED' || type === 'PRIVATE' ? null : undefined),
      notBefore: instant(one.NotBefore) ?? issued,
      notAfter: instant(one.NotAfter) ?? issued,
      renewalEligibility: one.RenewalEligibility,
      renewalStatus: renewal.status,
      renewalReason: renewal.reason,
      transparencyLogging:
        type === 'IMPORTED' || type === 'PRIVATE'
          ? null
          : notCollected('acm:DescribeCertificate', 'it takes a call for each certificate'),
    },
  });
}

function notCollected(operation: string, message: string): UnknownValue {
  return new UnknownValue({ reason: 'not-collected', operation, message });
}

const moreNames = {
  reason: 'not-collected',
  operation: 'acm:DescribeCertificate',
  message: 'the list names the first 100 only',
} as const;
