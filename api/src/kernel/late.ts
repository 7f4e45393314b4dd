/**
 * A value that is built after its users. They hold {@link value}, whose members are looked up at each use. Using it
 * before {@link fill} is a fault of the composition and throws.
 */
export class Late<T extends object> {
  readonly value: T;
  readonly #name: string;
  #filled: T | undefined;

  constructor(name: string) {
    this.#name = name;
    this.value = new Proxy({} as T, {
      get: (_, property) => {
        const target = this.filled;
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
      has: (_, property) => Reflect.has(this.filled, property),
    });
  }

  /** The value itself. @throws Error before {@link fill}. */
  get filled(): T {
    if (this.#filled === undefined) throw new Error(`${this.#name} is used before a module has filled it`);
    return this.#filled;
  }

  fill(value: T): void {
    this.#filled = value;
  }
}
