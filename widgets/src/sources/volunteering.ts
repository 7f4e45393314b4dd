import type { SkillName, Volunteering } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';

/** What the person does for neighbours in an emergency. Each change is answered with all of it as it is then. */
export class VolunteeringSource {
  readonly #client: SessionSource['client'];

  constructor({ client }: SessionSource) {
    this.#client = client;
  }

  read(): Promise<Volunteering> {
    return this.#client.get('/v1/me/volunteering');
  }

  setAvailable(available: boolean): Promise<Volunteering> {
    return this.#client.put('/v1/me/volunteering', { body: { available } });
  }

  /** States that the person holds a certificate, and agrees to be asked. */
  async declare(
    skill: SkillName,
    dates: { readonly certifiedOn: string; readonly expiresOn: string },
  ): Promise<Volunteering> {
    await this.#client.put('/v1/me/skills/{skill}', { path: { skill }, body: { ...dates, consent: true } });
    return this.read();
  }

  async withdraw(skill: SkillName): Promise<Volunteering> {
    await this.#client.delete('/v1/me/skills/{skill}', { path: { skill } });
    return this.read();
  }
}
