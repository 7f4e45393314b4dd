import { type FileContent, loadOperatorFile } from '../../kernel/ground/operator-file.ts';
import { onFirstUse, SchemaCompiler } from '../../kernel/ground/schema-compiler.ts';
import { YamlDocument } from '../../kernel/ground/yaml-document.ts';
import type { MessageRegistration, MessageWording } from '../../ports/messaging.ts';
import schema from './register.schema.json' with { type: 'json' };

/** The ids of texts in a register of carriers: see register.schema.json. */
export interface MessageRegister {
  readonly entity: string;
  readonly sender?: string;
  /** By text and language. */
  readonly templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const validator = onFirstUse(() =>
  new SchemaCompiler({ allErrors: true, strict: true, strictTypes: false }).compile(schema),
);

/** The ids in a text, or null with its faults by line. */
export function readRegister(text: string, file: string): FileContent<MessageRegister> {
  const yaml = new YamlDocument(text, file, validator());
  const document = yaml.value as MessageRegister | null;
  if (document === null) return { document, faults: yaml.sorted() };
  const seen = new Map<string, string>();
  for (const [template, languages] of Object.entries(document.templates)) {
    for (const [language, id] of Object.entries(languages)) {
      const other = seen.get(id);
      if (other === undefined) seen.set(id, `${template} in ${language}`);
      // Each text has an id of its own: the carrier would compare this one with another's text.
      else yaml.fault(['templates', template, language], `Use another id: ${other} has this one`);
    }
  }
  return { document: yaml.faults.length > 0 ? null : document, faults: yaml.sorted() };
}

/** @throws OperatorFileError that lists its faults. */
export const loadRegister = (file: string): MessageRegister => loadOperatorFile(file, readRegister);

/** What the carrier knows a text by; null where it is not registered. */
export function registrationOf(
  register: MessageRegister | null,
  { template, language }: MessageWording,
): MessageRegistration | null {
  const languages = register?.templates[template];
  const templateId = languages?.[language.split('-')[0] ?? ''];
  if (register === null || templateId === undefined) return null;
  return { templateId, entityId: register.entity, sender: register.sender ?? null };
}
