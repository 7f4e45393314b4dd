/** How long a browser may take to fetch a file to save: some ask the person first. */
const FETCHED_MS = 40_000;

/**
 * Hands the person a file. Nothing of it stays in the page: its address is revoked once the browser has had the
 * time to save it, or by calling what this returns.
 */
export function saveFile(name: string, type: string, text: string): () => void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  const revoke = () => {
    clearTimeout(timer);
    URL.revokeObjectURL(url);
  };
  const timer = setTimeout(revoke, FETCHED_MS);
  return revoke;
}
