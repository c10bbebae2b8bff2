/** DocumentDB and Neptune answer the calls of RDS with databases that are theirs, not RDS's. */
const others = new Set(['docdb', 'neptune']);

export function isOfRds(one: { readonly Engine?: string | undefined }): boolean {
  return one.Engine === undefined || !others.has(one.Engine);
}

/** Aurora keeps on the cluster what other engines keep on the instance, and the other way round. */
export function isAurora(engine: string | undefined): boolean {
  return engine?.startsWith('aurora') === true;
}

/** What a database does not have yet while it is being made: null then; at any other time it must be there. */
export function unlessCreating<T>(status: string | undefined, value: T | undefined): T | null | undefined {
  return value ?? (status === 'creating' ? null : undefined);
}

/** The key: none where nothing is encrypted, nor where AWS's own is used (`sse-rds`), which has no id here. */
export function keyOf(
  encrypted: boolean | undefined,
  one: { readonly KmsKeyId?: string | undefined; readonly StorageEncryptionType?: string | undefined },
): string | null | undefined {
  if (one.KmsKeyId !== undefined && one.KmsKeyId !== '') return one.KmsKeyId;
  return encrypted === false || one.StorageEncryptionType === 'sse-rds' ? null : undefined;
}
