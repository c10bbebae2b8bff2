import { Option, type Command } from 'commander';
import type { InitOptions } from '../commands/init.ts';
import { withFlags } from '../options.ts';

/** `assize init` reads no configuration: it writes the first one. */
export function addInit(program: Command, version: string): void {
  const command = program
    .command('init')
    .description('a first configuration, baseline and CI pipeline, asked or by flags')
    .exitOverride();
  command
    .option('--ci <system>', 'github, gitlab, jenkins or none')
    .option('--role-arn <arn>', 'the IAM role that the weekly review assumes (github, gitlab)');
  withFlags(command, 'region', 'framework', 'failOn')
    .option('--report <file>', 'a report.json whose findings are accepted for now: the first baseline')
    .option('--yes', 'ask nothing: what the flags do not say has its default')
    .option('--force', 'replace files that exist')
    .addOption(new Option('--debug', 'the stack of errors').env('ASSIZE_DEBUG'))
    .addHelpText('after', examples)
    .action(async () => {
      const { init } = await import('../commands/init.ts');
      process.exitCode = await init(command.opts<InitOptions>(), version);
    });
}

const examples = `
Examples:
  assize init                                      asked, question by question
  assize init --ci github --role-arn arn:aws:iam::123456789012:role/assize
  assize init --ci none --report assize-out/report.json --yes`;
