import type { Element } from './xml.ts';

/** What is wrong with counts or names, as those that read them would see it. */
export function suiteFaults(root: Element): string[] {
  const faults: string[] = [];
  const count = (cases: readonly Element[], name: string) =>
    String(cases.filter(({ children }) => children[0]?.name === name).length);
  const all = root.children.flatMap(({ children }) => children);
  const compare = ({ attributes }: Element, cases: readonly Element[], names: Record<string, string>) => {
    const counts = { tests: String(cases.length), ...names };
    for (const [name, expected] of Object.entries(counts)) {
      if (attributes[name] !== expected) faults.push(`${name} is ${String(attributes[name])}, not ${expected}`);
    }
  };
  compare(root, all, { failures: count(all, 'failure'), errors: count(all, 'error') });
  for (const suite of root.children) {
    const cases = suite.children;
    compare(suite, cases, {
      failures: count(cases, 'failure'),
      errors: count(cases, 'error'),
      skipped: count(cases, 'skipped'),
    });
    const names = new Set<string>();
    for (const { attributes, children } of cases) {
      const { name = '', classname } = attributes;
      if (name === '' || names.has(name)) faults.push(`name ${JSON.stringify(name)}`);
      names.add(name);
      if (classname !== suite.attributes.name) faults.push(`classname ${String(classname)}`);
      if (children.length > 1) faults.push(`${String(children.length)} children`);
      const [child] = children;
      // GitLab shows the text, Jenkins the attribute.
      if (child !== undefined && (child.text === '' || child.attributes.message === ''))
        faults.push(`no text in ${name}`);
    }
  }
  return faults;
}
