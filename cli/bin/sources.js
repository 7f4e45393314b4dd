// Makes imports of Kiwimesh's own packages resolve to their TypeScript sources (the export condition
// `kiwimesh-source`), which spares a checkout from building them and needs no flag on the command line.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('@kiwimesh/')) return next(specifier, context);
    return next(specifier, { ...context, conditions: ['kiwimesh-source', ...context.conditions] });
  },
});
