import { AssizeError } from '../../core/errors.ts';
import type { UnknownReason } from '../../core/resource.ts';
import { actionOf, rowOf, type OperationId } from './operations.ts';

/** What was seen of one attempt on the wire. */
export interface Exchange {
  /** HTTP status; null where nothing was answered. */
  status: number | null;
  request: string | null;
  /** Milliseconds that AWS asked to wait. */
  retryAfter: number | null;
}

/** What went wrong in one attempt, in words that hold no secret. */
export interface Failure extends Exchange {
  /** AWS's error code, or the system's (`ECONNRESET`); null where the answer has none. */
  readonly code: string | null;
  readonly message: string;
  /** Whether the answer was a success that cannot be read. */
  readonly malformed: boolean;
  /** The host that has no address, where that was the failure. */
  readonly host: string | null;
  /** Whether the next attempt will be signed for AWS's clock instead of this machine's. */
  readonly clockCorrected: boolean;
}

/** What a failure means. Only the first two are answers; `throttled` to `no-host` are worth another attempt. */
export type Meaning =
  | 'absent'
  | 'gone'
  | 'throttled'
  | 'transient'
  | 'clock'
  | 'credentials'
  | 'no-host'
  | 'denied'
  | 'not-enabled'
  | 'not-supported'
  | 'error';

const throttled = new Set([
  'BandwidthLimitExceeded',
  'DependencyThrottle',
  'DependencyThrottleException',
  'EC2ThrottledException',
  'LimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'NotAuthorized',
  'NotAuthorizedException',
  'OperationNotPermitted',
  'OperationNotPermittedException',
  'UnauthorizedAccess',
  'UnauthorizedException',
  'UnauthorizedOperation',
]);

/** Session over, whatever the Region. */
const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);

/** Bad credentials, but also what a Region answers that the account has not opted in to: the Region list decides which. */
const refused = new Set([
  'AuthFailure',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const notEnabled = new Set([
  'OptInRequired',
  'RegionDisabledException',
  'SubscriptionRequired',
  'SubscriptionRequiredException',
]);

const notSupported = new Set([
  'InvalidAction',
  'NotImplemented',
  'UnknownOperation',
  'UnknownOperationException',
  'UnsupportedOperation',
  'UnsupportedOperationException',
]);

const transient = new Set([
  // of AWS
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'InternalServerException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'Unavailable',
  // of the network
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

const clock = new Set(['RequestInTheFuture', 'RequestTimeTooSkewed']);

/** Says what a failed attempt means for this operation. Never by a code alone where the operation has its own say. */
export function meaningOf(operation: OperationId, failure: Failure): Meaning {
  const row = rowOf(operation);
  const { code, status } = failure;
  if (code !== null && row.absent?.includes(code) === true) return 'absent';
  if (code !== null && row.gone?.includes(code) === true) return 'gone';
  if (failure.malformed) return 'transient';
  if (failure.clockCorrected || (code !== null && clock.has(code))) return 'clock';
  if (status === 429 || (code !== null && throttled.has(code))) return 'throttled';
  if (code === 'ENOTFOUND') return 'no-host';
  if (code !== null) {
    if (expired.has(code)) return 'credentials';
    // EC2 also says AuthFailure of what belongs to somebody else.
    if (code === 'AuthFailure' && !/credential|token|access key/i.test(failure.message)) return 'denied';
    if (refused.has(code)) return 'credentials';
    if (denied.has(code)) return unsupported.test(failure.message) ? 'not-supported' : 'denied';
    if (notEnabled.has(code)) return 'not-enabled';
    if (notSupported.has(code)) return 'not-supported';
    if (transient.has(code) || code.startsWith('HPE_')) return 'transient';
  }
  if (status !== null && status >= 500 && status !== 501) return 'transient';
  return 'error';
}

/** Inspector denies access to what it does not offer in a Region; whoever may not do it is told so in other words. */
const unsupported = /\b(is|are) not (supported|available|offered) in\b|\bunsupported (aws )?region\b/i;

/** Whether the code also stands for a Region that is not enabled. */
export function isAmbiguous(failure: Failure): boolean {
  return failure.code !== null && refused.has(failure.code);
}

const hints: Readonly<Record<UnknownReason, string>> = {
  'access-denied': 'Allow the action to whoever scans: `assize permissions` prints the whole policy.',
  throttled: 'Scan again later, or with a lower --concurrency: others use the same quota of the account.',
  'not-enabled': 'Enable the Region or the service, or leave it out of the scan.',
  'not-supported': 'AWS does not offer it there; leave it out of the scan.',
  'expired-credentials': 'Sign in again (`aws sso login`, or new keys) and go on with --resume.',
  error: 'Look whether AWS can be reached from here (proxy, DNS, endpoint), then scan again.',
  'not-collected': 'Widen the scan.',
  'known-after-apply': 'Scan after the change is applied.',
};

/** A call that was not answered. What it would have told is unknown. */
export class CallFailed extends AssizeError {
  override readonly name = 'CallFailed';
  readonly reason: UnknownReason;
  readonly operation: OperationId;
  readonly region: string;
  /** AWS's error code or the system's; null where there was none. */
  readonly code: string | null;
  /** AWS's id of the last request, where it was answered. */
  readonly request: string | null;
  /** The IAM action that is missing, where access was denied. */
  readonly action: string | null;
  /** Whether AWS said that what was asked about does not exist any more: it can be left out. */
  readonly gone: boolean;

  constructor(
    message: string,
    about: {
      reason: UnknownReason;
      operation: OperationId;
      region: string;
      code?: string | null;
      request?: string | null;
      action?: string | null;
      gone?: boolean;
    },
  ) {
    super(`${about.operation} in ${about.region}: ${message}`, hints[about.reason]);
    this.reason = about.reason;
    this.operation = about.operation;
    this.region = about.region;
    this.code = about.code ?? null;
    this.request = about.request ?? null;
    this.action = about.action ?? null;
    this.gone = about.gone ?? false;
  }
}

/** The failure that an error of the SDK, of its HTTP handler or of the system stands for. */
export function failureOf(error: unknown, exchange: Exchange, redact: (text: string) => string): Failure {
  const seen = error as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly Code?: unknown;
    readonly message?: unknown;
    readonly hostname?: unknown;
    readonly RequestId?: unknown;
    readonly $metadata?: { readonly clockSkewCorrected?: unknown };
  };
  const status = exchange.status;
  const malformed = status !== null && status < 300 && !isBroken(seen);
  const code = malformed ? null : codeOf(text(seen.Code) ?? text(seen.code) ?? text(seen.name));
  return {
    status,
    request: exchange.request ?? (status === null ? null : text(seen.RequestId)),
    retryAfter: exchange.retryAfter,
    code,
    message: redact(tidy(text(seen.message) ?? '')),
    malformed,
    host: code === 'ENOTFOUND' ? text(seen.hostname) : null,
    clockCorrected: seen.$metadata?.clockSkewCorrected === true,
  };
}

/** Whether an answer that began well was cut off or stalled, rather than being something else than an answer. */
function isBroken(error: { readonly name?: unknown; readonly code?: unknown }): boolean {
  return error.name === 'TimeoutError' || error.name === 'AbortError' || typeof error.code === 'string';
}

/** A code without the prefixes that EC2 and JSON services may add; null for names that only say that there is none. */
function codeOf(given: string | null): string | null {
  if (given === null) return null;
  if (given === 'TimeoutError' || given === 'AbortError') return 'ETIMEDOUT';
  const code = given.replace(/^(Client|Server)\./, '').replace(/^.*#/, '');
  return ['Unknown', 'UnknownError', 'NotFound', 'Error', 'SyntaxError', 'TypeError', 'RangeError'].includes(code)
    ? null
    : code;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** AWS's message on one line, without what is of no use in a report or could be a secret. */
function tidy(message: string): string {
  return message
    .replace(/\s*Deserialization error: to see the raw response[\s\S]*$/, '')
    .replace(/\s*Encoded authorization failure message: \S+/, '')
    .replace(/\s*The Canonical String for this request should have been[\s\S]*$/, '')
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '[access key]')
    .replace(/[A-Za-z0-9+/=_-]{100,}/g, '[…]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
}

/** What a failure is called: its code, else what there was of an answer. */
export function named(failure: Failure): string {
  return failure.code ?? (failure.status === null ? 'no answer' : `HTTP ${failure.status}`);
}

/** What a failure is, in one line. */
export function described(failure: Failure): string {
  const { message } = failure;
  if (failure.malformed) {
    return `malformed answer (HTTP ${failure.status ?? 0})${message === '' ? '' : `: ${message}`}`;
  }
  return message === '' || message === failure.code || /^Unknown(Error)?$/.test(message)
    ? named(failure)
    : `${named(failure)}: ${message}`;
}

/** The action that AWS says is missing, else the operation's own. */
export function missingAction(operation: OperationId, failure: Failure): string {
  return /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(failure.message)?.[1] ?? actionOf(operation);
}

/** What to say where access was denied. */
export function deniedMessage(operation: OperationId, failure: Failure): string {
  const by = /explicit deny in a service control policy/i.test(failure.message)
    ? ', by a service control policy of the organisation'
    : '';
  const said = failure.message === '' ? '' : ` (${named(failure)}: ${failure.message})`;
  return `denied${by}; missing ${missingAction(operation, failure)}${said}`;
}
