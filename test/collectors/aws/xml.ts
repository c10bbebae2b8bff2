/** Text, members of a structure, or a list. */
export type Xml = string | number | boolean | readonly Xml[] | { readonly [name: string]: Xml };

/**
 * The members of an answer as XML. Those of a list are named `item`, as EC2 does it, or after the slash in the name of
 * the list: `{ 'DBInstances/DBInstance': [...] }`. Elements that are left out are simply not given.
 */
export function xml(members: Xml, item = 'item'): string {
  if (Array.isArray(members)) return (members as readonly Xml[]).map((one) => element(item, xml(one))).join('');
  if (typeof members !== 'object') return escaped(String(members));
  return Object.entries(members)
    .map(([path, value]) => {
      const [name = '', of] = path.split('/');
      return element(name, xml(value, of));
    })
    .join('');
}

function element(name: string, inner: string): string {
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
