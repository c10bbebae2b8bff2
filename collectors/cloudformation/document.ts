import { createReadStream } from 'node:fs';
import { InputError, messageOf } from '../../core/errors.ts';
import { textOf } from '../terraform/plan.ts';
import { NotJson, parseJson } from './json.ts';
import { leaf, type Node } from './node.ts';

/** Largest file that is read, in bytes. CloudFormation takes templates of 1 MB. */
const largest = 64 * 1024 * 1024;

/** Longest text that is read as YAML, in characters: that takes seconds for each million. */
const longestYaml = 16 * 1024 * 1024;

/** What to name instead, where something is no template. */
export const nameTemplate =
  'Name a CloudFormation template, or the folder that cdk synth writes (cdk.out); of a Terraform plan, what terraform show -json prints';

/**
 * A template or another document of YAML or JSON, with its lines.
 * @throws InputError where it cannot be read, is too large or is neither
 */
export async function readDocument(file: string): Promise<Node> {
  return parseDocument(await readText(file), file);
}

/** @throws InputError where it cannot be read or is too large */
export async function readText(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largest) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new InputError(`cannot be read: ${messageOf(error)}`, nameTemplate, { file });
  }
  if (size > largest) {
    throw new InputError(`is larger than ${largest / 1024 / 1024} MiB`, 'CloudFormation takes templates up to 1 MB', {
      file,
    });
  }
  return textOf(Buffer.concat(chunks));
}

/** @throws InputError with its line */
export async function parseDocument(text: string, file: string): Promise<Node> {
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return leaf(null, 1);
  if (first !== '{' && first !== '[') return yaml(text, file);
  try {
    return parseJson(text, file);
  } catch (error) {
    if (!(error instanceof NotJson) || file.endsWith('.json') || text.length > longestYaml) throw error;
    // YAML may start with a brace too: where it is none either, it was meant for JSON.
    return await yaml(text, file).catch((reason: unknown) => {
      throw /^\S+: is not YAML/.test(messageOf(reason)) ? error : reason;
    });
  }
}

async function yaml(text: string, file: string): Promise<Node> {
  if (text.length > longestYaml) {
    throw new InputError(
      `is YAML of more than ${longestYaml / 1024 / 1024} million characters`,
      'CloudFormation takes templates up to 1 MB',
      { file },
    );
  }
  const { parseYaml } = await import('./yaml.ts');
  return parseYaml(text, file);
}
