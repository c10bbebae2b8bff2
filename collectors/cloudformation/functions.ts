import { InputError } from '../../core/errors.ts';
import { closest } from '../../core/suggest.ts';

/**
 * The intrinsic functions of CloudFormation, by the names that templates in JSON have for them:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const functionNames: ReadonlySet<string> = new Set([
  'Ref',
  'Condition',
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'GetStackOutput',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
    'Transform',
    // Of the section Rules only.
    'Contains',
    'EachMemberEquals',
    'EachMemberIn',
    'RefAll',
    'ValueOf',
    'ValueOfAll',
  ].map((name) => `Fn::${name}`),
]);

/** All short tags of YAML. */
export const functionTags: readonly string[] = [...functionNames].map((name) => `!${name.replace('Fn::', '')}`);

/** The function that a short tag of YAML stands for, `!Sub` for `Fn::Sub`; undefined where there is none. */
export function functionOfTag(tag: string): string | undefined {
  const name = tag.slice(1);
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return functionNames.has(long) ? long : undefined;
}

/** @param written as it stands in the template: `Fn::Bogus` or `!Bogus` */
export function noSuchFunction(written: string, file: string, line: number): InputError {
  const short = written.startsWith('!');
  const near = closest(written, short ? functionTags : functionNames);
  return new InputError(
    `CloudFormation has no intrinsic function ${written.slice(0, 60)}`,
    near === null
      ? 'Use one that it has; what a tool of your own replaces, replace first, and name the template that comes out'
      : `Did you mean ${near}?`,
    { file, line },
  );
}
