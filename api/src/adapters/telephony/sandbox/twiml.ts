/** One element of a document. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
  /** Of this element alone, without that of its children. */
  readonly text: string;
}

const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<\/([A-Za-z]+)\s*>|<([A-Za-z]+)((?:\s+[A-Za-z:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([A-Za-z:]+)="([^"<]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the part of XML that TwiML is: elements, attributes in double quotes and text.
 * @returns the verbs inside `<Response>`. @throws Error for anything else, as the provider does (12100, document parse
 *   failure).
 */
export function parseTwiml(xml: string): readonly TwimlElement[] {
  const root = element('', '');
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const [token, closed, opened, attributes = '', selfClosed, text] = TOKEN.exec(xml) ?? [];
    if (token === undefined) throw new Error('12100: this is not XML');
    const current = open.at(-1) as Open;
    if (closed !== undefined) {
      if (open.length === 1 || current.name !== closed) throw new Error(`12100: </${closed}> closes nothing`);
      open.pop();
    } else if (opened !== undefined) {
      const child = element(opened, attributes);
      current.children.push(child);
      if (selfClosed === '') open.push(child);
    } else if (text !== undefined) current.text += unescaped(text);
  }
  const [response, ...more] = root.children;
  if (open.length !== 1 || response?.name !== 'Response' || more.length > 0 || root.text.trim() !== '') {
    throw new Error('12100: the document is not one <Response>');
  }
  return response.children;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Open[];
  text: string;
}

function element(name: string, attributes: string): Open {
  const given = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [
    key,
    unescaped(value),
  ]);
  return { name, attributes: Object.fromEntries(given), children: [], text: '' };
}

function unescaped(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (_, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? '';
    const hexadecimal = entity.startsWith('#x');
    return String.fromCodePoint(Number.parseInt(entity.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10));
  });
}
