/*
 * Checked by `tsc -p api`, never run: every `@ts-expect-error` is a mistake the compiler must catch. If one stops
 * being an error, tsc reports the directive as unused and the build fails.
 */
import type {
  OperationHandler,
  OperationId,
  OperationMap,
  OperationReply,
  OperationRequest,
} from './operation.ts';

interface Note {
  id: string;
  text: string;
  version: number;
  pinned?: boolean;
}

/** In the shape that openapi-typescript 7 writes. */
interface Contract {
  getNote: {
    parameters: { query?: never; header?: never; path: { noteId: string }; cookie?: never };
    requestBody?: never;
    responses: {
      200: { headers: { [name: string]: unknown }; content: { 'application/json': Note } };
      404: {
        headers: { [name: string]: unknown };
        content: { 'application/problem+json': { code: string } };
      };
    };
  };
  listNotes: {
    parameters: { query?: { limit?: number }; header?: never; path?: never; cookie?: never };
    requestBody?: never;
    responses: {
      200: { headers: { [name: string]: unknown }; content: { 'application/json': { data: Note[] } } };
    };
  };
  createNote: {
    parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never; cookie?: never };
    requestBody: { content: { 'application/json': { text: string } } };
    responses: {
      200: { headers: { [name: string]: unknown }; content: { 'application/json': Note } };
      201: { headers: { [name: string]: unknown }; content: { 'application/json': Note } };
    };
  };
  deleteNote: {
    parameters: { query?: never; header?: never; path: { noteId: string }; cookie?: never };
    requestBody?: never;
    responses: { 204: { headers: { [name: string]: unknown }; content?: never } };
  };
}

const note: Note = { id: '1', text: 'hello', version: 1 };

export const whole: OperationMap<Contract> = {
  getNote: async ({ params }) => ({ status: 200, body: { ...note, id: params.noteId } }),
  listNotes: async ({ query }) => ({ status: 200, body: { data: [note].slice(0, query.limit) } }),
  createNote: async ({ body }) => ({
    status: 201,
    body: { ...note, text: body.text },
    headers: { location: '/' },
  }),
  deleteNote: async () => ({ status: 204 }),
};

// @ts-expect-error a handler is missing
export const missing: OperationMap<Contract> = {
  getNote: whole.getNote,
  listNotes: whole.listNotes,
  createNote: whole.createNote,
};

export const unknown: Partial<OperationMap<Contract>> = {
  getNote: whole.getNote,
  // @ts-expect-error the contract has no such operation
  archiveNote: whole.deleteNote,
};

// @ts-expect-error 202 is not declared for createNote
export const undeclared: OperationHandler<Contract['createNote']> = async () => ({ status: 202, body: note });

// @ts-expect-error an error status is thrown as a Problem, never returned
export const returned: OperationHandler<Contract['getNote']> = async () => ({
  status: 404,
  body: { code: 'x' },
});

// @ts-expect-error the reply lacks `version`
export const incomplete: OperationHandler<Contract['getNote']> = async () => ({
  status: 200,
  body: { id: '1', text: 'hello' },
});

// @ts-expect-error a 204 has no body
export const bodied: OperationHandler<Contract['deleteNote']> = async () => ({ status: 204, body: note });

// @ts-expect-error a 200 with content needs its body
export const bodiless: OperationHandler<Contract['getNote']> = async () => ({ status: 200 });

type GetReply = OperationReply<Contract['getNote']>;
// @ts-expect-error exactOptionalPropertyTypes: undefined is not a boolean
export const absent: GetReply = { status: 200, body: { ...note, pinned: undefined } };

export function reads(
  get: OperationRequest<Contract['getNote']>,
  create: OperationRequest<Contract['createNote']>,
) {
  // @ts-expect-error the path has no such parameter
  get.params.bookingId;
  // @ts-expect-error the body has no such property
  create.body.title;
  // @ts-expect-error handlers do not change their arguments
  get.params.noteId = '2';
  const id: string = get.params.noteId;
  const text: string = create.body.text;
  return [id, text];
}

// @ts-expect-error the real contract has no such operation either
export const stranger: OperationId = 'conjureSpirits';
