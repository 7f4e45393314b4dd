#!/usr/bin/env node
// For working on the CLI: like run.js in a checkout, but discovers the commands on disk instead of trusting the
// committed manifest, so a new command or flag shows up at once.
import './sources.js';

const { main } = await import('../src/main.ts');
await main({ sources: true, manifest: false });
