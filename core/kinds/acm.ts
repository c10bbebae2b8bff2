import { defineKind, flag, instant, list, nullable, text } from './kind.ts';

export const certificate = defineKind(
  'aws.acm.certificate',
  { title: 'ACM certificate', scope: 'region' },
  {
    domainName: nullable(text()),
    subjectAlternativeNames: list(text()),
    status: text('as ACM spells it; ISSUED says nothing of the date'),
    type: text('AMAZON_ISSUED, IMPORTED or PRIVATE'),
    keyAlgorithm: text('RSA-2048, RSA_2048, EC-prime256v1 … as ACM spells it'),
    inUse: flag(),
    createdAt: nullable(instant()),
    issuedAt: nullable(instant()),
    importedAt: nullable(instant()),
    notBefore: nullable(instant()),
    notAfter: nullable(instant('null: not issued yet')),
    renewalEligibility: nullable(text('ELIGIBLE or INELIGIBLE')),
    renewalStatus: nullable(
      text('PENDING_AUTO_RENEWAL, PENDING_VALIDATION, SUCCESS or FAILED; null: no renewal tried'),
    ),
    renewalReason: nullable(text('why a renewal failed')),
    transparencyLogging: nullable(text('ENABLED or DISABLED; null for a certificate that ACM did not issue')),
  },
);
