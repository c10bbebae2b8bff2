/** Whether a block belongs to its VPC or subnet: not one that was taken away or never came about, which stay listed. */
export function isAssociated(state: { readonly State?: string | undefined } | undefined): boolean {
  return state?.State !== 'disassociated' && state?.State !== 'failed';
}
