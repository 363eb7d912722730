// People of Home Assistant: whoever comes in through its door has an account here, linked by the user id there, so that
// favourites, limits and the history are its own. What Home Assistant says of its role counts.

import { toAppError, AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import type { Visitor } from '../model/visit.ts';
import type { StoredPerson } from './people-schema.ts';
import { folded, rightsOf, type People } from './people.ts';

const LONGEST_NAME = 64;
const ELSEWHERE = ' (Home Assistant)';
/** Names that mean something here. */
const RESERVED = 'admin';

export class Guests {
  readonly #people: People;
  readonly #log: Log;
  readonly #flight = new SingleFlight<string, StoredPerson>();

  constructor(people: People, log: Log) {
    this.#people = people;
    this.#log = log;
  }

  /**
   * The visitor with its account, made at its first visit. Without one when it cannot be made now.
   * @param visitor as Home Assistant says; with a doubt its role is not certain
   * @throws AppError `request.forbidden` for an account that is closed; an administrator of Home Assistant always comes in
   */
  async enter(userId: string, visitor: Visitor): Promise<Visitor> {
    try {
      const person = await this.#personOf(userId, visitor);
      const standing = this.#people.standing(person);
      if (standing !== 'active' && visitor.role !== 'admin')
        throw new AppError('request.forbidden', `Your account here is ${standing}.`);
      const role = visitor.role === 'member' && person.role === 'viewer' ? 'viewer' : visitor.role;
      return { ...visitor, role, account: { id: person.id, rights: rightsOf(person), sessionId: null, scopes: null } };
    } catch (error) {
      const reason = toAppError(error);
      if (reason.code === 'request.forbidden') throw reason;
      this.#log.warning('Somebody of Home Assistant has no account here', { error });
      return visitor;
    }
  }

  /**
   * What Home Assistant says of all its users: the roles of those who do not come by follow, and whoever it lets in no more has
   * no way in here either: its tokens and players end. Whoever has a password here is an account of this house, and stays.
   * @param roles of each user that it lets in: whether it is an administrator
   */
  async follow(roles: ReadonlyMap<string, boolean>): Promise<void> {
    const linked = this.#people.list().flatMap((person) => {
      const { home_assistant_user_id: user, password_hash: hash } = person;
      return user === null || hash !== null ? [] : [{ person, isAdmin: roles.get(user) }];
    });
    if (linked.every(({ isAdmin }) => isAdmin === undefined)) return; // of another Home Assistant: it says nothing of ours
    for (const { person, isAdmin } of linked) {
      if (isAdmin !== undefined) await this.#kept(person, { role: isAdmin ? 'admin' : 'member' });
      else if (person.status === 'active') {
        await this.#people.patch(person.id, { status: 'disabled' });
        this.#log.warning('Somebody has left Home Assistant, and is disabled here', { person: person.id });
      }
    }
  }

  async #personOf(userId: string, visitor: Visitor): Promise<StoredPerson> {
    const known = this.#people.list().find((person) => person.home_assistant_user_id === userId);
    if (known) return await this.#kept(known, visitor);
    return await this.#flight.run(userId, () =>
      this.#people.add({ name: this.#freeName(visitor.name), role: visitor.role, home_assistant_user_id: userId }),
    );
  }

  /** Its tokens have the role that is stored: that follows, unless it logs in here with a password of its own. */
  async #kept(person: StoredPerson, { role, doubt }: Pick<Visitor, 'doubt' | 'role'>): Promise<StoredPerson> {
    const isOther = (role === 'admin') !== (person.role === 'admin');
    if (!isOther || doubt !== undefined || person.password_hash !== null) return person;
    return await this.#flight.run(person.id, () => this.#people.patch(person.id, { role }));
  }

  #freeName(wanted: string): string {
    const plain =
      wanted
        .replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, LONGEST_NAME - ELSEWHERE.length - 4) || 'Somebody';
    const isFree = (name: string): boolean => folded(name) !== RESERVED && this.#people.named(name) === undefined;
    if (isFree(plain)) return plain;
    for (let count = 1; ; count += 1) {
      const name = `${plain}${ELSEWHERE}${count === 1 ? '' : ` ${count}`}`;
      if (isFree(name)) return name;
    }
  }
}
