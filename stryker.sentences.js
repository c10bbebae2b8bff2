/**
 * Stryker leaves the sentences alone that rules say to people: what `fail` and `notApplicable` say of a resource, what
 * `unknown` says could not be read. Tests hold a rule by its verdicts and parts; one for each sentence would only spell
 * it a second time.
 */
const sentences = { fail: 0, notApplicable: 0, unknown: 1 };
const texts = new Set(['StringLiteral', 'TemplateLiteral', 'ConditionalExpression']);

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'sentences',
    factory: () => ({
      shouldIgnore({ node, parent, key, listKey }) {
        const spoken =
          listKey === 'arguments' &&
          parent?.type === 'CallExpression' &&
          parent.callee.type === 'Identifier' &&
          sentences[parent.callee.name] === key &&
          texts.has(node.type);
        return spoken ? 'a sentence for people' : undefined;
      },
    }),
  },
];
