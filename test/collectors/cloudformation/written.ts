import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTemplates, type ReadOptions, type ReadTemplates } from '../../../collectors/cloudformation/read.ts';
import { OpenList } from '../../../collectors/planned/value.ts';
import { AssizeError } from '../../../core/errors.ts';
import { UnknownValue } from '../../../core/resource.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Files in a folder of their own, which is taken away afterwards. */
export async function withFiles<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assize-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), content);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads one of the files, or the folder; its own path stands as `@` in what comes out. */
export async function read(
  files: Files,
  input = Object.keys(files)[0] ?? '',
  options: ReadOptions = { parameters: {} },
): Promise<ReadTemplates> {
  return withFiles(files, async (folder) => {
    const result = await readTemplates(path.join(folder, input), options).catch((error: unknown) => {
      if (error instanceof Error) error.message = error.message.replaceAll(folder, '@');
      throw error;
    });
    const short = (text: string) => text.replaceAll(folder, '@');
    return {
      ...result,
      files: result.files.map(short),
      notices: result.notices.map((notice) => ({ ...notice, id: short(notice.id) })),
      objects: result.objects.map((object) => ({
        ...object,
        place: object.place === null ? null : { ...object.place, file: short(object.place.file) },
      })),
    };
  });
}

/** The error that reading a template ends with, message and hint in one text; null where it ends with none. */
export async function refusal(
  template: string | Uint8Array,
  parameters: Readonly<Record<string, string>> = {},
  file = 'template.yaml',
): Promise<string | null> {
  return refusalOf(() => read({ [file]: template }, file, { parameters }));
}

export async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof AssizeError)) throw error;
    return `${error.name} ${error.message} — ${error.hint}`;
  }
}

/** What is known as it is, what is not as `? why`; a list that may go on ends in `* why`. */
export function shown(value: unknown): unknown {
  if (value instanceof UnknownValue) return `? ${value.unknown.message}`;
  if (value instanceof OpenList) return [...value.elements.map(shown), `* ${value.unknown.unknown.message}`];
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]));
}

/** The property `P` of resource `It` of a template in YAML, as it is shown. */
export async function valueIn(
  template: string,
  parameters: Readonly<Record<string, string>> = {},
  file = 'T.yaml',
): Promise<unknown> {
  const { objects } = await read({ [file]: template }, file, { parameters });
  const it = objects.find(({ address }) => address === 'It');
  if (it === undefined) throw new Error('there is no resource It');
  return shown(it.properties.raw('P'));
}

/** What an expression is worth as the property of a resource, with other sections before it. */
export async function worth(
  expression: string,
  sections = '',
  parameters: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const [before = '', after = ''] = sections.split('Resources:');
  return valueIn(
    `${before}\nResources:${after}\n  It:\n    Type: AWS::X::Y\n    Properties:\n      P: ${expression}\n`,
    parameters,
  );
}
