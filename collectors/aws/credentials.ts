import { CredentialsError, messageOf } from '../../core/errors.ts';

/** Keys that requests are signed with. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Where keys come from. `forceRefresh` asks for new ones though the old have not run out. */
export type KeySource = (options?: { readonly forceRefresh?: boolean }) => Promise<Keys>;

const hint =
  'Sign in (`aws configure sso`, then `aws sso login`) and name the profile with --profile or AWS_PROFILE. Without an account, `npm run demo` shows a report of the example account.';

/** Only what the SDK itself would print is silenced: what matters is thrown. */
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // nothing is printed
}

/** The chain that every AWS tool follows: environment, SSO, profile, process, web identity, container, instance. */
export function keySource(profile?: string): KeySource {
  let chain: KeySource | null = null;
  return async (options) => {
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
    chain ??= fromNodeProviderChain({
      ...(profile === undefined ? {} : { profile }),
      logger: silent,
      clientConfig: {
        logger: silent,
        // An endpoint from the environment or a file must not be handed a token.
        ignoreConfiguredEndpointUrls: true,
        requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
      },
    });
    return chain(options);
  };
}

/**
 * The keys of one account, read once and shared by all clients. Renewed on request, once for all who ask meanwhile, and
 * taken for dead when AWS refuses the renewed ones too.
 */
export class Credentials {
  readonly #source: KeySource;
  readonly #profile: string | undefined;
  readonly #secrets = new Set<string>();
  #refreshing: Promise<void> | null = null;
  /** Counts renewals: tells whether a call that failed was signed with keys that are replaced already. */
  generation = 0;
  /** Whether AWS has ever refused keys since it last took any: one renewal is tried, no more. */
  #renewed = false;
  /** Why nothing more can be signed, once that is so. */
  dead: string | null = null;

  constructor(source: KeySource, profile: string | undefined) {
    this.#source = source;
    this.#profile = profile;
  }

  /** The keys to sign with; throws `CredentialsError`. */
  async get(options?: { readonly forceRefresh?: boolean }): Promise<Keys> {
    let keys: Keys;
    try {
      keys = await this.#source(options);
    } catch (error) {
      throw this.#error(error);
    }
    for (const secret of [keys.secretAccessKey, keys.sessionToken, keys.accessKeyId]) {
      if (secret !== undefined && secret !== '') this.#secrets.add(secret);
    }
    return keys;
  }

  /** AWS took keys of this generation. */
  accepted(generation: number): void {
    if (generation !== this.generation) return;
    this.#renewed = false;
  }

  /** AWS refused keys of this generation. Resolves to whether another attempt makes sense. */
  async refused(generation: number, why: string): Promise<boolean> {
    if (this.dead !== null) return false;
    if (generation < this.generation) return true;
    if (this.#renewed && this.#refreshing === null) {
      this.dead = why;
      return false;
    }
    this.#refreshing ??= this.#refresh(why).finally(() => (this.#refreshing = null));
    await this.#refreshing;
    // It may have died in the meantime.
    return (this.dead as string | null) === null;
  }

  async #refresh(why: string): Promise<void> {
    this.#renewed = true;
    try {
      await this.get({ forceRefresh: true });
      this.generation++;
    } catch (error) {
      this.dead = `${why}; renewing them failed: ${messageOf(error)}`;
    }
  }

  /** A text without any of the keys it was ever given. */
  redact(text: string): string {
    let clean = text;
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, '[secret]');
    return clean;
  }

  #error(error: unknown): CredentialsError {
    const of = this.#profile === undefined ? '' : ` of profile ${this.#profile}`;
    const message = this.redact(messageOf(error)).replace(/\s+/g, ' ').trim().slice(0, 300);
    return new CredentialsError(`no usable AWS credentials${of}: ${message}`, hint);
  }
}
