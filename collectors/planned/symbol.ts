/** Whether a text stands for a resource of the input that has no id yet: `tf:<address>`, `cfn:<template>/<logical id>`. */
export function isSymbol(text: string): boolean {
  return /^(tf|cfn):/.test(text);
}

/**
 * Stands for what AWS makes by itself together with a resource, and the input does not: the default network ACL of a
 * VPC.
 * @param attribute of the resource, by which the input calls it
 */
export function symbolBeside(symbol: string, attribute: string): string {
  return `${symbol}#${attribute}`;
}

/** The symbol of the resource with which AWS makes what a symbol stands for; null for one that the input makes. */
export function besideWhich(symbol: unknown): string | null {
  return typeof symbol === 'string' ? (/^((?:tf|cfn):.+)#\w+$/s.exec(symbol)?.[1] ?? null) : null;
}
