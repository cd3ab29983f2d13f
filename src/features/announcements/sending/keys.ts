/** The keys by which what was sent is known for ever: the same message never goes out twice, whatever happened between. */

/** To a member; its push. */
export function memberKey(id: number, memberId: number): string {
  return `announcement:${id}:member:${memberId}`;
}

/** To a member of staff; its row in the outbox. */
export function staffKey(id: number, staffId: number): string {
  return `announcement:${id}:staff:${staffId}`;
}

/** The one reminder of a message. */
export function againKey(sendKey: string): string {
  return `${sendKey}:again`;
}

/** What was told of a correction or recall. */
export function correctionKey(sendKey: string, correctionId: number): string {
  return `${sendKey}:correction:${correctionId}`;
}
