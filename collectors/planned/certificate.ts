import { X509Certificate } from 'node:crypto';
import { UnknownValue } from '../../core/resource.ts';
import { instant } from '../aws/normalise.ts';
import { untold, type Maybe } from './value.ts';

/** What a certificate that is given as PEM says of itself. */
export interface Written {
  readonly notBefore: Maybe<string>;
  readonly notAfter: Maybe<string>;
}

/** Null where none is given; what cannot be read (older providers keep a hash of it) is unknown. */
export function certificateIn(pem: Maybe<string | null>): Written | null {
  if (pem === null) return null;
  if (pem instanceof UnknownValue) return { notBefore: pem, notAfter: pem };
  const unreadable = untold('the certificate cannot be read');
  try {
    const { validFrom, validTo } = new X509Certificate(pem);
    return { notBefore: instant(validFrom) ?? unreadable, notAfter: instant(validTo) ?? unreadable };
  } catch {
    return { notBefore: unreadable, notAfter: unreadable };
  }
}
