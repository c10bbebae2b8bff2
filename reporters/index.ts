import type { Reporter } from '../core/report.ts';

/** What every format may be told; each takes what it knows. */
export interface ReportOptions {
  /** Columns of the terminal. */
  readonly width?: number;
  readonly colour?: boolean;
  /** Resources and other entries shown of each list in the text format. */
  readonly limit?: number;
  /** Most that Markdown may take, in bytes of UTF-8. */
  readonly maxBytes?: number;
  /** The IAM action that allows an operation, where it is called otherwise. */
  readonly actionOf?: (operation: string) => string;
}

export interface Format {
  /** The file's name in the output folder. */
  readonly file: string;
  readonly title: string;
  /** Nothing of a format is loaded before it is asked for. */
  load(): Promise<Reporter<ReportOptions>>;
}

/** The formats of a report by the name that `--format` takes. */
export const formats = {
  text: {
    file: 'report.txt',
    title: 'for a terminal: what matters first',
    load: async () => (await import('./text.ts')).text,
  },
  json: {
    file: 'report.json',
    title: 'the document; every other format can be made from it',
    load: async () => (await import('./json.ts')).json,
  },
  sarif: {
    file: 'report.sarif',
    title: 'SARIF 2.1.0, all of the report',
    load: async () => (await import('./sarif.ts')).sarif,
  },
  'sarif-github': {
    file: 'report.github.sarif',
    title: 'SARIF 2.1.0 for GitHub code scanning: open failing findings',
    load: async () => (await import('./sarif.ts')).sarifGithub,
  },
  markdown: {
    file: 'report.md',
    title: 'for the weekly review on GitHub; of a plan or template, for the comment on its pull request',
    load: async () => (await import('./markdown.ts')).markdown,
  },
  junit: {
    file: 'report.junit.xml',
    title: 'JUnit XML for GitLab and Jenkins: a suite for each rule, a case for each finding',
    load: async () => (await import('./junit.ts')).junit,
  },
  codeclimate: {
    file: 'report.codeclimate.json',
    title: "CodeClimate's JSON for GitLab's code-quality report: open failing findings",
    load: async () => (await import('./codeclimate.ts')).codeclimate,
  },
  annotations: {
    file: 'report.annotations.txt',
    title: 'commands for a step of GitHub Actions to print: open failing findings, at their lines',
    load: async () => (await import('./annotations.ts')).annotations,
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
