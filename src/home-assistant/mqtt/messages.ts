// What the broker is to hold for each entity: its state, its attributes, and whether there is anything to say.

import { printState, type Device, type Entity } from './entities.ts';
import type { StateMessage } from './states.ts';
import { attributesTopic, availableTopic, OFFLINE, ONLINE, stateTopic } from './topics.ts';

export function messagesOf(devices: readonly Device[]): StateMessage[] {
  return devices.flatMap(({ id, entities }) => entities.flatMap((entity) => entityMessages(id, entity)));
}

function entityMessages(device: string, entity: Entity): StateMessage[] {
  const { key, state, attributes, isAvailable, isRetained = true, repeatMs } = entity;
  const isThere = isAvailable?.() ?? true;
  const messages: StateMessage[] = [];
  if (state && isThere) {
    messages.push({ topic: stateTopic(device, key), payload: printState(state()), isRetained, repeatMs });
  }
  if (attributes) {
    messages.push({
      topic: attributesTopic(device, key),
      payload: JSON.stringify(attributes()),
      isRetained: true,
    });
  }
  if (isAvailable) {
    const payload = isThere ? ONLINE : OFFLINE;
    messages.push({ topic: availableTopic(device, key), payload, isRetained: true });
  }
  return messages;
}
