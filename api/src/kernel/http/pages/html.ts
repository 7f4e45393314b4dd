/** Text as HTML text or attribute value. */
export function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A complete page, styled by /docs/docs.css. */
export function pageOf({
  lang = 'en',
  dir,
  title,
  head = '',
  body,
}: {
  lang?: string;
  dir?: 'rtl';
  title: string;
  head?: string;
  body: string;
}): string {
  return `<!doctype html>
<html lang="${lang}"${dir === undefined ? '' : ` dir="${dir}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<link rel="icon" href="/docs/icon.svg" type="image/svg+xml">
${head === '' ? '<link rel="stylesheet" href="/docs/docs.css">' : head}
</head>
<body>${body}</body>
</html>
`;
}
