import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

/** Bits that an RSA key and an elliptic curve need at least. */
const minimum = { RSA: 2048, EC: 256 } as const;

export default defineRule({
  id: 'acm-certificate-key-strong',
  title: 'ACM certificate has a strong key',
  severity: 'high',
  resource: 'aws.acm.certificate',
  controls: ['hipaa:164.312(e)(1)', 'hipaa:164.312(e)(2)(ii)'],
  rationale: 'RSA keys of 1024 bits are within reach of well-equipped attackers; clients have begun to refuse them',
  remediation:
    'Import or request a certificate with an RSA key of 2048 bits or more, or an ECDSA key on P-256 or P-384, and put it in the place of this one',
  references: ['https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html'],
  equivalents: {
    securityHub: ['ACM.2'],
    awsConfig: ['acm-certificate-rsa-check'],
    prowler: ['acm_certificates_with_secure_key_algorithms'],
    powerpipe: ['acm_certificate_rsa_key_length_2048_bits_or_greater'],
  },
  examples: { pass: { keyAlgorithm: 'EC_prime256v1' }, fail: { keyAlgorithm: 'RSA_1024' } },
  evaluate(certificate) {
    // Lists spell it RSA_2048, details RSA-2048; curves are prime256v1, secp384r1, secp521r1.
    const algorithm = certificate.keyAlgorithm;
    const [, type, bits] = /^(RSA|EC)[-_ ]?\D*(\d*)/i.exec(algorithm) ?? [];
    if (type === undefined) return notApplicable(`No minimum is set for keys of ${algorithm}`);
    const enough = minimum[type.toUpperCase() as keyof typeof minimum];
    return Number(bits) >= enough ? pass : fail(`The key is ${algorithm}, weaker than ${enough} bits`);
  },
});
