import { UnknownValue } from '../../../core/resource.ts';
import { certificateIn } from '../../planned/certificate.ts';
import { namesOf } from '../../planned/certificates.ts';
import { instantIn } from '../../planned/instant.ts';
import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import { AsMade, onlyLive, or, then, type Maybe } from '../../planned/value.ts';
import { orLeftOut } from '../left-out.ts';
import { isToBeMade } from '../made.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.acm.certificate',
  // Nothing else tells one from another of the same names.
  identity: [],
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate
    aws_acm_certificate: (planned) => {
      const { properties } = planned;
      const type = typeOf(planned);
      const domain = ownText(properties, 'domain_name');
      const written = certificateIn(ownText(properties, 'certificate_body'));
      const isIssued = type === 'AMAZON_ISSUED';
      return {
        name: domain,
        tags: tagsOf(properties),
        facts: {
          domainName: domain,
          subjectAlternativeNames: namesOf(domain, properties.texts('subject_alternative_names')),
          status: or(properties.filled('status'), onlyLive),
          type,
          keyAlgorithm: keyOf(planned, type),
          inUse: onlyLive,
          createdAt: onlyLive,
          issuedAt: isIssued ? onlyLive : null,
          importedAt: type === 'IMPORTED' ? onlyLive : null,
          notBefore: ends(planned, 'not_before', written?.notBefore),
          notAfter: ends(planned, 'not_after', written?.notAfter),
          renewalEligibility: or(properties.filled('renewal_eligibility'), onlyLive),
          ...renewal(planned, type),
          transparencyLogging: isIssued ? transparency(planned) : null,
        },
      };
    },
  },
  // It waits until the certificate is issued, and sets nothing.
  parts: { aws_acm_certificate_validation: () => [] },
});

function typeOf({ properties }: PlannedObject): string {
  const told = properties.filled('type');
  if (typeof told === 'string') return told;
  if (properties.raw('certificate_body') !== null) return 'IMPORTED';
  return properties.raw('certificate_authority_arn') === null ? 'AMAZON_ISSUED' : 'PRIVATE';
}

/** RSA_2048, says ACM, where nothing else is asked for. Older providers do not tell. */
function keyOf(planned: PlannedObject, type: string): Maybe<string> {
  const { properties } = planned;
  const told = properties.filled('key_algorithm');
  if (!properties.names.includes('key_algorithm') || type === 'IMPORTED') return or(told, onlyLive);
  return orLeftOut(planned, 'key_algorithm', told, 'RSA_2048');
}

/** What is known only after apply, a certificate that is imported tells before; null for one that is not issued yet. */
function ends({ properties }: PlannedObject, name: string, written: Maybe<string> | undefined): Maybe<string | null> {
  if (!properties.names.includes(name)) return written ?? onlyLive;
  const told = instantIn(properties, name);
  return told instanceof UnknownValue ? (written ?? told) : told;
}

/** None was tried of one that is new; ACM never renews what was imported. The reason is told of one that failed. */
function renewal({ properties }: PlannedObject, type: string) {
  if (type === 'IMPORTED') return { renewalStatus: null, renewalReason: null };
  if (isToBeMade(properties)) return { renewalStatus: new AsMade(null), renewalReason: new AsMade(null) };
  if (!properties.names.includes('renewal_summary')) return { renewalStatus: onlyLive, renewalReason: onlyLive };
  const summary = properties.block('renewal_summary');
  if (summary instanceof UnknownValue) return { renewalStatus: summary, renewalReason: summary };
  const renewalStatus = summary?.filled('renewal_status') ?? null;
  return {
    renewalStatus,
    renewalReason: renewalStatus === 'FAILED' ? (summary?.filled('renewal_status_reason') ?? null) : null,
  };
}

/** "Unless you choose to opt out", says ACM, a certificate is recorded. */
function transparency(planned: PlannedObject): Maybe<string> {
  const options = orLeftOut(planned, 'options', planned.properties.block('options'), null);
  const chosen = then(options, (block) => block.filled('certificate_transparency_logging_preference'));
  return or(chosen, 'ENABLED');
}
