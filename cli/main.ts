import { Command, CommanderError } from 'commander';
import { AssizeError, exitCode, messageOf } from '../core/errors.ts';
import { readConfig } from './config.ts';
import type { Command as Run } from './command.ts';
import { addInit } from './init/flags.ts';
import { settle, withFlags, type FlagName, type Options } from './options.ts';
import { terminal } from './terminal.ts';

const judging = ['rule', 'framework', 'baseline', 'waivers', 'attestations', 'failOn', 'allowUnknown'] as const;
const collecting = ['region', 'profile', 'endpointUrl', 'expectAccount', 'concurrency', 'resume', 'force'] as const;
const always = ['config', 'quiet', 'color', 'debug'] as const;

/** Runs the command line. Sets the process's exit code; never throws. */
export async function main(argv: readonly string[], version: string): Promise<void> {
  for (const name of ['ASSIZE_ALLOW_UNKNOWN', 'ASSIZE_FAIL_ON_UNKNOWN', 'ASSIZE_QUIET', 'ASSIZE_DEBUG']) {
    // A flag's variable that says no must not say yes by being there.
    if (['', '0', 'false', 'no'].includes(process.env[name]?.toLowerCase() ?? 'unset'))
      Reflect.deleteProperty(process.env, name);
  }
  let debug = argv.includes('--debug');
  const program = new Command('assize')
    .description('Policy-as-code compliance and audit scanner for AWS: what could not be read is never compliant')
    .version(version, '-V, --version')
    .helpCommand(false)
    .showHelpAfterError('(see assize --help)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', examples.program);

  const add = (
    parent: Command,
    usage: string,
    description: string,
    names: readonly FlagName[],
    example: string,
    load: () => Promise<Run>,
  ): Command => {
    const command = parent.command(usage).description(description).exitOverride();
    withFlags(command, ...names, ...always).addHelpText('after', example);
    return command.action(async (...given: unknown[]) => {
      const own = command.optsWithGlobals<Partial<Options>>();
      debug = own.debug ?? debug;
      const options = settle(own, await readConfig(own.config, process.cwd()));
      const run = await load();
      const positional = given
        .slice(0, -2)
        .flat()
        .filter((one) => typeof one === 'string');
      process.exitCode = await run({ arguments: positional, options: { ...options, ...extras(own) }, version });
    });
  };

  add(
    program,
    'scan',
    'collect the account, judge it, report',
    ['out', 'format', ...collecting, ...judging],
    examples.scan,
    async () => (await import('./commands/scan.ts')).scan,
  );
  add(
    program,
    'collect',
    'collect only: write a snapshot',
    ['out', ...collecting, 'rule', 'framework'],
    examples.collect,
    async () => (await import('./commands/scan.ts')).collect,
  );
  add(
    program,
    'evaluate <input>',
    'judge a snapshot, a Terraform plan, a CloudFormation template or cdk.out, without credentials',
    ['out', 'format', ...judging, 'asOf', 'onto', 'base', 'source', 'parameter', 'failOnUnknown'],
    examples.evaluate,
    async () => (await import('./commands/evaluate.ts')).evaluate,
  );
  add(
    program,
    'report <report>',
    'make other formats from a saved report.json',
    ['out', 'format'],
    examples.report,
    async () => (await import('./commands/report.ts')).report,
  );
  add(
    program,
    'diff <old> <new>',
    'what is new, gone and not to be seen between two reports',
    ['failOn', 'allowUnknown'],
    examples.diff,
    async () => (await import('./commands/diff.ts')).diff,
  );
  const baseline = program
    .command('baseline')
    .description('the committed list of findings that are not new')
    .exitOverride();
  add(
    baseline,
    'write <report>',
    'write the baseline from a report',
    [],
    examples.baseline,
    async () => (await import('./commands/baseline.ts')).write,
  )
    .requiredOption('-o, --output <file>', 'the baseline to write')
    .option('--prune', 'drop entries that are gone')
    .option('--allow-incomplete', 'although the report could not see everything');
  const rules = program.command('rules').description('what is judged, why, against which controls').exitOverride();
  add(
    rules,
    'list',
    'every rule, a line each',
    ['rule', 'framework'],
    examples.rules,
    async () => (await import('./commands/rules.ts')).list,
  ).option('--json', 'as JSON');
  add(
    rules,
    'show <id>',
    'one rule, whole',
    [],
    examples.rules,
    async () => (await import('./commands/rules.ts')).show,
  ).option('--json', 'as JSON');
  add(
    program,
    'permissions',
    'the least-privilege IAM policy for the selected rules',
    ['rule', 'framework'],
    examples.permissions,
    async () => (await import('./commands/permissions.ts')).permissions,
  );
  addInit(program, version);

  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = tell(error, debug);
  }
}

/** Flags that one command has for itself. */
function extras(own: object): { output?: string; prune: boolean; allowIncomplete: boolean; json: boolean } {
  const { output, prune, allowIncomplete, json } = own as Record<string, unknown>;
  return {
    ...(typeof output === 'string' ? { output } : {}),
    prune: prune === true,
    allowIncomplete: allowIncomplete === true,
    json: json === true,
  };
}

/** Says what went wrong, where and what to do; a bug keeps its stack. */
function tell(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCode.ok : exitCode.usage; // commander has said it
  }
  if (error instanceof AssizeError) {
    terminal.err.write(`assize: ${error.message}\n  ${error.hint}\n`);
    if (debug) terminal.err.write(`${error.stack ?? ''}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  terminal.err.write(`assize: this is a bug: ${messageOf(error)}\n${stack}\n`);
  return exitCode.bug;
}

const examples = {
  program: `
Examples:
  assize scan                                     the account of the current credentials
  assize evaluate examples/account                judge a snapshot, without credentials
  assize scan --baseline assize.baseline.jsonl    fail on what is new only
  assize rules show rds-instance-not-public       what a rule means and what to do

Exit codes: 0 nothing open at --fail-on or above; 1 at least one; 2 usage or input; 3 evidence incomplete; 70 a bug`,
  scan: `
Examples:
  assize scan --region eu-west-1,us-east-1 --fail-on high
  assize scan --profile audit --expect-account 123456789012
  assize scan --resume                            go on after a stop`,
  collect: `
Examples:
  assize collect --out evidence/2026-06-15
  assize collect --rule rds-instance-not-public   only what this rule needs`,
  evaluate: `
Examples:
  assize evaluate assize-out/snapshot
  assize evaluate assize-out/snapshot --framework hipaa --format markdown
  assize evaluate evidence/2026-06-15/snapshot --as-of 2026-12-31
  assize evaluate plan.json --onto assize-out/snapshot    terraform show -json; what it breaks in the account
  assize evaluate template.yaml --base main/template.yaml what this template breaks, and the other did not`,
  report: `
Examples:
  assize report assize-out/report.json --format sarif-github
  assize report assize-out/report.json --format text`,
  diff: `
Examples:
  assize diff last-week/report.json assize-out/report.json`,
  baseline: `
Examples:
  assize baseline write assize-out/report.json -o assize.baseline.jsonl
  assize baseline write assize-out/report.json -o assize.baseline.jsonl --prune`,
  rules: `
Examples:
  assize rules list --framework hipaa
  assize rules show ec2-security-group-ssh-restricted`,
  permissions: `
Examples:
  assize permissions > policy.json
  assize permissions --rule rds-instance-not-public`,
};
