#!/usr/bin/env node
// Writes oclif.manifest.json: the whole command surface, read at start-up instead of loading every command.
import './sources.js';
import { writeFile } from 'node:fs/promises';

const { manifestText } = await import('../src/manifest.ts');
await writeFile(new URL('../oclif.manifest.json', import.meta.url), await manifestText());
