import { UsageError } from '../../core/errors.ts';

/** The domains of AWS's partitions. */
const domains = [
  'amazonaws.com',
  'api.aws',
  'amazonaws.com.cn',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'api.amazonwebservices.eu',
];

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether a host is one of AWS's. */
export function isAwsHost(host: string): boolean {
  const name = host.toLowerCase();
  return domains.some((domain) => name.endsWith(`.${domain}`));
}

/**
 * The endpoint that all calls go to instead of AWS's own. Signed requests hold a session token and their answers decide
 * what is compliant, so only AWS's hosts and this machine are taken.
 */
export function parseEndpoint(text: string): URL {
  const hint =
    'Give a URL of AWS (https://….amazonaws.com) or of this machine (http://127.0.0.1:5000), or leave it out.';
  if (!URL.canParse(text)) throw new UsageError('the endpoint is not a URL', hint);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw new UsageError('the endpoint must not hold credentials', hint);
  if (url.search !== '' || url.hash !== '') throw new UsageError('the endpoint must have no query', hint);
  const secure = url.protocol === 'https:';
  if (isLoopback(url.hostname) && (secure || url.protocol === 'http:')) return url;
  if (!isAwsHost(url.hostname)) {
    throw new UsageError(`the endpoint ${url.hostname || text} is neither a host of AWS nor this machine`, hint);
  }
  if (!secure) throw new UsageError(`the endpoint ${url.hostname} must be https`, hint);
  return url;
}
