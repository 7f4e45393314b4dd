/** The parts of a custom-elements manifest that the reference and the framework types read. */
export interface Described {
  readonly name?: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
}

export interface Declaration {
  readonly tagName?: string;
  readonly description?: string;
  readonly attributes?: readonly Described[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

export interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}
