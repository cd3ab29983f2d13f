/** 收到: who may say it for whom, and what it ends. */
import { type Actor, actorName, hasRole, NotAllowed } from "../../members/index.ts";
import { type Core, subjectOf } from "../life/core.ts";
import { REFUSALS } from "../life/lifeText.ts";
import { correctionTable } from "../sending/corrections.repo.ts";
import { againKey, correctionKey } from "../sending/keys.ts";
import { recipientOfMember, recipientOfStaff, updateRecipient } from "../sending/recipients.repo.ts";
import type { Announcements } from "../types.ts";

export function createConfirming(core: Core): Pick<Announcements, "confirm"> {
  const { store, clock, members, pushes } = core;
  const corrections = correctionTable(store.records);

  /**
   * Whoever it went to: the member, for the member, an open proxy of theirs, or staff to whom they said it; the member
   * of staff. @throws NotAllowed for a member who is not this member of staff's to call
   */
  function recipientFor(actor: Actor, id: number, memberId: number | undefined) {
    switch (actor.kind) {
      case "member":
      case "proxy":
        if (memberId !== undefined && memberId !== actor.memberId) return undefined;
        if (actor.kind === "proxy" && !mayAct(actor.proxyId, actor.memberId)) return undefined;
        return recipientOfMember(store.records, id, actor.memberId);
      case "staff":
      case "operator":
        if (memberId !== undefined) return calledRecipient(actor, id, memberId);
        return actor.kind === "staff" ? recipientOfStaff(store.records, id, actor.staffId) : undefined;
      case "system":
        return undefined;
    }
  }

  /** What the actor says is held against the grants of this moment. */
  function mayAct(proxyId: number, memberId: number): boolean {
    return members.grantsOf(memberId).some((grant) => grant.proxyId === proxyId);
  }

  /** A member who said it on the telephone. */
  function calledRecipient(actor: Actor, id: number, memberId: number) {
    const member = members.get(memberId);
    const isLiaison =
      actor.kind === "staff" &&
      actor.roles.includes("liaison") &&
      member !== undefined &&
      member.liaisonId === actor.staffId;
    if (!isLiaison && !hasRole(actor, "editor", "dispatcher")) throw new NotAllowed(REFUSALS.notYourMember);
    if (member?.status !== "alive" || member.erasedAt !== null) return undefined;
    return recipientOfMember(store.records, id, memberId);
  }

  /** Nobody need call any more. A call that was open is what the staff's word comes from. */
  function acknowledge(id: number, sendKey: string, notedBy: string | undefined): void {
    pushes.acknowledge(sendKey, notedBy);
    pushes.acknowledge(againKey(sendKey), notedBy);
    for (const correction of corrections.of(id)) {
      const key = correctionKey(sendKey, correction);
      // One that is still on its way tells something they do not know yet.
      if (pushes.stateOf(key)?.status === "calling") pushes.acknowledge(key, notedBy);
    }
  }

  return {
    confirm: (actor, id, memberId) =>
      store.transaction(() => {
        const recipient = recipientFor(actor, id, memberId);
        if (recipient === undefined || recipient.queuedAt === null || recipient.skipped !== null) {
          return "notYours";
        }
        if (recipient.confirmedAt !== null) return "already";
        const isNoted = recipient.memberId !== null && (actor.kind === "staff" || actor.kind === "operator");
        updateRecipient(store.records, recipient.id, {
          confirmedAt: clock(),
          confirmedBy: actorName(actor),
        });
        if (recipient.memberId !== null && recipient.sendKey !== null) {
          acknowledge(id, recipient.sendKey, isNoted ? actorName(actor) : undefined);
        }
        members.audit.record(actor, "announcement.confirm", subjectOf(id), {
          recipient: recipient.id,
          ...(isNoted ? { memberId: recipient.memberId } : {}),
        });
        return "confirmed";
      }),
  };
}
