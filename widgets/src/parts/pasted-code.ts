/**
 * Makes a listener of `input` that leaves the code alone in a field where a whole message was pasted or dropped, so that
 * the person sees what is sent. What is typed or filled in by the browser stays as it is until the form is read.
 */
export const pastedCode =
  (read: (text: string) => string) =>
  (event: InputEvent): void => {
    if (event.inputType !== 'insertFromPaste' && event.inputType !== 'insertFromDrop') return;
    const field = event.target as HTMLInputElement;
    field.value = read(field.value) || field.value;
  };
