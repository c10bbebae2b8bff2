/** What parts name the settings of IAM by: an account has them once. */
export const theAccount = 'account';

export function rootArn(_id: string, { partition, account }: { readonly partition: string; readonly account: string }) {
  return `arn:${partition}:iam::${account}:root`;
}
