import { namesOf } from '../../planned/certificates.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { AsMade, onlyLive, or } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.acm.certificate',
  // Nothing tells one from another of the same names.
  identity: [],
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html
    'AWS::CertificateManager::Certificate': ({ properties }) => {
      const domain = properties.filled('DomainName');
      const isPrivate = properties.raw('CertificateAuthorityArn') !== null;
      return {
        name: domain,
        tags: tagsOf(properties),
        facts: {
          domainName: domain,
          subjectAlternativeNames: namesOf(domain, properties.texts('SubjectAlternativeNames')),
          status: onlyLive,
          type: isPrivate ? 'PRIVATE' : 'AMAZON_ISSUED',
          // "Default: RSA_2048"
          keyAlgorithm: or(properties.filled('KeyAlgorithm'), 'RSA_2048'),
          inUse: onlyLive,
          createdAt: onlyLive,
          issuedAt: isPrivate ? null : onlyLive,
          importedAt: null,
          notBefore: onlyLive,
          notAfter: onlyLive,
          renewalEligibility: onlyLive,
          renewalStatus: new AsMade(null),
          renewalReason: new AsMade(null),
          // "Unless you choose to opt out", says ACM, a certificate is recorded.
          transparencyLogging: isPrivate
            ? null
            : or(properties.filled('CertificateTransparencyLoggingPreference'), 'ENABLED'),
        },
      };
    },
  },
});
