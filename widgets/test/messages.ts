import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Catalogue } from '../src/locale/messages.ts';

const ROOT = join(import.meta.dirname, '..');

/** The TypeScript sources under folders of the widget, without tests, by path. */
export function sources(...folders: readonly string[]): ReadonlyMap<string, ts.SourceFile> {
  const found = new Map<string, ts.SourceFile>();
  for (const folder of folders) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const path = join(folder, file);
      const text = readFileSync(join(ROOT, path), 'utf8');
      found.set(path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
    }
  }
  return found;
}

/** Every node of a file, outermost first. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const found = [node];
  ts.forEachChild(node, (child) => void found.push(...nodesOf(child)));
  return found;
}

/** `path:line` of a node. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** A message as the sources have it: its text, cut where values are put in. */
export interface SourceMessage {
  /** From the folder of the widgets. */
  readonly file: string;
  readonly id: string;
  readonly strings: readonly string[];
}

/** Every `msg(…)` and `this.msg(…)` of the sources. @throws for a call whose id or text is not written out there. */
export function sourceMessages(): SourceMessage[] {
  const found: SourceMessage[] = [];
  for (const file of sources('src', 'account', 'console').values()) {
    for (const node of nodesOf(file)) {
      if (ts.isCallExpression(node) && isMsg(node.expression)) found.push(messageOf(node));
    }
  }
  return found;
}

/** The texts of the account page by id, in English or from a catalogue; what comes in place of a value is `…`. */
export function textsOf(catalogue?: Catalogue): (id: string) => string {
  const english = new Map(sourceMessages().map(({ id, strings }) => [id, strings.join('…')]));
  return (id) => {
    const text = catalogue === undefined ? english.get(id) : catalogue[id];
    if (text === undefined) throw new Error(`There is no message ${id}`);
    return typeof text === 'string' ? text : text.strings.join('…');
  };
}

const isMsg = (callee: ts.Expression): boolean =>
  (ts.isIdentifier(callee) && callee.text === 'msg') ||
  (ts.isPropertyAccessExpression(callee) && callee.name.text === 'msg');

function messageOf(call: ts.CallExpression): SourceMessage {
  const [text, options] = call.arguments;
  const id = options && ts.isObjectLiteralExpression(options) ? options.properties.find(isId) : undefined;
  const strings = text && stringsOf(text);
  if (!strings || !id || !ts.isStringLiteral(id.initializer))
    throw new Error(`${placeOf(call)}: write the text and the id of a message out in the call`);
  return { file: call.getSourceFile().fileName, id: id.initializer.text, strings };
}

const isId = (property: ts.ObjectLiteralElementLike): property is ts.PropertyAssignment =>
  ts.isPropertyAssignment(property) && property.name.getText() === 'id';

function stringsOf(text: ts.Expression): string[] | null {
  if (ts.isStringLiteralLike(text)) return [text.text];
  if (!ts.isTaggedTemplateExpression(text) || text.tag.getText() !== 'str') return null;
  const { template } = text;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
}
