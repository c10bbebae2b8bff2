import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { attestationsSchema } from '../baselines/attestations.ts';
import { baselineEntrySchema, baselineHeaderSchema } from '../baselines/baseline.ts';
import { waiversSchema } from '../baselines/waivers.ts';
import { configSchema } from '../cli/config.ts';
import { roleOf } from '../cli/init/answers.ts';
import { pullRequest, weeklyReview } from '../cli/init/github.ts';
import { gitlabFile } from '../cli/init/gitlab.ts';
import { jenkinsFile } from '../cli/init/jenkins.ts';
import { messageOf } from '../core/errors.ts';
import { kinds } from '../core/kinds/index.ts';
import { reportSchema } from '../core/report-schema.ts';
import type { Rule } from '../core/rule.ts';
import { manifestSchema } from '../core/snapshot.ts';
import { resourceSchema } from '../core/validate.ts';
import { frameworks } from '../rules/frameworks/index.ts';
import { coveragePage } from './coverage.ts';
import { frameworkPage, rulePage, rulesPage } from './pages.ts';
import { unanswered } from './unanswered.ts';

/** Files that are made from others. `--check` says which are out of date and exits 1; without it they are written. */
const root = path.join(import.meta.dirname, '..');

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  let stale = 0;
  const pages = new Set<string>();
  for await (const [file, raw] of generated()) {
    if (file.startsWith('docs/rules/')) pages.add(path.basename(file));
    const target = path.join(root, file);
    const isFormatted = path.extname(file) !== '';
    const content = isFormatted ? await format(raw, { ...(await resolveConfig(target)), filepath: target }) : raw;
    const current = await readFile(target, 'utf8').catch(() => '');
    if (current === content) continue;
    if (check) {
      stale += 1;
      process.stderr.write(`${file} is out of date: run npm run generate\n`);
    } else {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }
  for (const file of await readdir(path.join(root, 'docs/rules')).catch(() => [])) {
    if (pages.has(file)) continue;
    if (check) {
      stale += 1;
      process.stderr.write(`docs/rules/${file} is of a rule that is no more: run npm run generate\n`);
    } else await rm(path.join(root, 'docs/rules', file));
  }
  process.exitCode = stale === 0 ? 0 : 1;
}

async function* generated(): AsyncGenerator<[string, string]> {
  yield ['rules/index.ts', await rulesIndex()];
  yield ['collectors/index.ts', await collectorsIndex()];
  for (const input of ['terraform', 'cloudformation']) {
    yield [`collectors/${input}/index.ts`, await mappingsIndex(input)];
  }
  yield ['schema/report.schema.json', schemaText(reportSchema())];
  yield [
    'schema/manifest.schema.json',
    schemaText({ ...manifestSchema, title: 'manifest.json of a snapshot of assize' }),
  ];
  const resources = [...kinds.keys()].map((id) => resourceSchema(id));
  yield ['schema/resource.schema.json', schemaText({ title: 'A line of a section of a snapshot', oneOf: resources })];
  yield ['schema/config.schema.json', schemaText({ ...configSchema, title: 'Configuration of assize' })];
  yield ['schema/waivers.schema.json', schemaText(waiversSchema)];
  yield ['schema/attestations.schema.json', schemaText(attestationsSchema)];
  yield ['schema/baseline-header.schema.json', schemaText(baselineHeaderSchema)];
  yield ['schema/baseline-entry.schema.json', schemaText(baselineEntrySchema)];
  const rules = await loadRules();
  for (const rule of rules) yield [`docs/rules/${rule.id}.md`, rulePage(rule, frameworks)];
  yield ['docs/rules.md', rulesPage(rules)];
  for (const framework of frameworks) yield [`docs/frameworks/${framework.id}.md`, frameworkPage(framework, rules)];
  const survey = await readFile(path.join(root, 'ci/consensus-checks.csv'), 'utf8');
  yield ['docs/coverage.md', coveragePage(rules, survey, unanswered)];
  yield* pipelines();
}

/** What `assize init` writes, for those who look before they run it. */
async function* pipelines(): AsyncGenerator<[string, string]> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const role = roleOf('123456789012');
  yield ['ci/github/weekly-review.yml', weeklyReview(role, version)];
  yield ['ci/github/pull-request.yml', pullRequest(version)];
  yield ['ci/gitlab/assize.gitlab-ci.yml', gitlabFile(role, version)];
  yield ['ci/jenkins/Jenkinsfile', jenkinsFile(version)];
}

const schemaText = (schema: object) =>
  JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }, null, 2);

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => entry.name)
    .sort();
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

const camel = (id: string) => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const notServices = new Set(['frameworks', 'packs', 'shared']);

async function ruleFiles(): Promise<string[]> {
  const services = (await foldersIn('rules')).filter((folder) => !notServices.has(folder));
  const files = services.map(async (service) =>
    (await filesIn(`rules/${service}`)).map((file) => `${service}/${file}`),
  );
  return (await Promise.all(files)).flat();
}

/** The rules by their files: the index that was just written may not be the one that was imported. */
async function loadRules(): Promise<Rule[]> {
  const modules = (await ruleFiles()).map((file) => import(`../rules/${file}`) as Promise<{ default: Rule }>);
  return (await Promise.all(modules)).map((module) => module.default);
}

async function rulesIndex(): Promise<string> {
  const files = await ruleFiles();
  const nameOf = (file: string) => camel(path.basename(file, '.ts'));
  return `// Generated by npm run generate: every rule, by service and id.
import type { Rule } from '../core/rule.ts';
${files.map((file) => `import ${nameOf(file)} from './${file}';`).join('\n')}
// Whoever has the rules has the controls that they name.
import './frameworks/index.ts';

const rules: readonly Rule[] = [
${files.map((file) => `  ${nameOf(file)},`).join('\n')}
];

export default rules;
`;
}

/** Every file of a service's folder that declares a collector; what they share stands beside them. */
/** The modules in a folder's services whose default export is defined by a function, as imports and names. */
async function defined(folder: string, definer: string, from: string): Promise<{ imports: string[]; names: string[] }> {
  const imports: string[] = [];
  const names: string[] = [];
  for (const service of await foldersIn(folder)) {
    for (const file of await filesIn(`${folder}/${service}`)) {
      const text = await readFile(path.join(root, folder, service, file), 'utf8');
      if (!text.includes(`export default ${definer}`)) continue;
      const name = camel(`${service}-${path.basename(file, '.ts')}`);
      imports.push(`import ${name} from '${from}/${service}/${file}';`);
      names.push(name);
    }
  }
  return { imports, names };
}

async function mappingsIndex(input: string): Promise<string> {
  const { imports, names } = await defined(`collectors/${input}`, 'defineMapping', '.');
  return `// Generated by npm run generate: every mapping, by service and noun.
import type { Mapping } from '../planned/mapping.ts';
${imports.join('\n')}

export const mappings: readonly Mapping[] = [
${names.map((name) => `  ${name},`).join('\n')}
];
`;
}

async function collectorsIndex(): Promise<string> {
  const { imports, names } = await defined('collectors/aws', 'defineCollector(', './aws');
  return `// Generated by npm run generate: every collector, by service and noun.
${imports.join('\n')}
import type { Collector } from './collector.ts';

const collectors: readonly Collector[] = [
${names.map((name) => `  ${name},`).join('\n')}
];

export default collectors;
`;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
