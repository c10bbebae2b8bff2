import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { described, unknownOf } from '../described.ts';

const certificate = (properties: Record<string, Planned>) =>
  described('aws.acm.certificate', { Web: ['AWS::CertificateManager::Certificate', properties] })[0];

describe('ACM certificates in a template', () => {
  it('holds for its domain besides the names that it lists', () => {
    const one = certificate({ DomainName: 'example.com', SubjectAlternativeNames: ['*.example.com', 'example.com'] });
    expect(one?.facts.subjectAlternativeNames).to.deep.equal(['example.com', '*.example.com']);
    const unsure = certificate({ DomainName: 'example.com', SubjectAlternativeNames: untold('a parameter') });
    expect(unsure?.facts.subjectAlternativeNames).to.deep.equal(['example.com']);
    expect(unknownOf(unsure)).to.include('subjectAlternativeNames/*');
  });

  it('is recorded unless it says otherwise, and private where it has an authority', () => {
    const opted = certificate({ DomainName: 'a', CertificateTransparencyLoggingPreference: 'DISABLED' });
    expect(opted?.facts).to.include({ transparencyLogging: 'DISABLED', type: 'AMAZON_ISSUED' });
    expect(certificate({ DomainName: 'a' })?.facts.transparencyLogging).to.equal('ENABLED');
    const inner = certificate({ DomainName: 'a', CertificateAuthorityArn: untold('another stack') });
    expect(inner?.facts).to.include({ transparencyLogging: null, type: 'PRIVATE', issuedAt: null });
  });
});
