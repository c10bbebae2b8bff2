import type { Answers } from './answers.ts';
import { quoted, quotedList } from './quoted.ts';

export const configName = 'assize.config.yaml';
export const baselineName = 'assize.baseline.jsonl';

/** The first configuration. */
export function configFile({ role, regions, frameworks, failOn }: Answers): string {
  return [
    '# Configuration of assize: https://github.com/assize/assize/blob/main/docs/guide.md#configuration',
    ...(role === null
      ? []
      : [`expectAccount: ${quoted(role.account)} # stop where the credentials are of another account`]),
    regions.length === 0 ? '# region: [eu-west-1] # default: every enabled Region' : `region: ${quotedList(regions)}`,
    frameworks.length === 0 ? '# framework: [hipaa] # default: all rules' : `framework: ${quotedList(frameworks)}`,
    `failOn: ${failOn} # critical, high, medium, low or never`,
    `baseline: ${baselineName} # findings that are accepted for now; only new ones fail`,
    '# waivers: waivers.yaml # risks that somebody accepts, for a time',
    '',
  ].join('\n');
}
