/** The menu of commands that Telegram shows beside the input field, for everyone and for staff. */
import { type Api, GrammyError } from "grammy";
import type { Role } from "../../dialogue/speaker.ts";
import { pause } from "./backoff.ts";
import { describe } from "./failure.ts";
import type { Log } from "./intake.ts";
import { COMMANDS, LOG, STAFF_COMMANDS } from "./text.ts";

/** A chat that belongs to a member of staff. */
export interface StaffChat {
  readonly chatId: string;
  readonly roles: readonly Role[];
}

/** Sets the menus, one after another. A failure only warns: without a menu, the commands work all the same. */
export interface CommandMenus {
  /** For all private chats, then for each of staff. `staffChats` is asked when its turn comes. */
  setAll(staffChats: () => readonly StaffChat[]): Promise<void>;
  /** For one chat; without roles it gets back the menu of everyone. */
  setStaff(chatId: string, roles: readonly Role[] | undefined): Promise<void>;
}

/** Whose work each command is. Viewers look on; their menu is everyone's. */
const WORK: readonly { readonly command: keyof typeof STAFF_COMMANDS; readonly roles: readonly Role[] }[] = [
  { command: "urgent", roles: ["liaison", "dispatcher", "admin"] },
  { command: "handovers", roles: ["editor", "dispatcher", "admin"] },
  { command: "orders", roles: ["dispatcher", "admin"] },
  { command: "work", roles: ["liaison"] },
  { command: "calls", roles: ["liaison", "dispatcher", "admin"] },
  { command: "announce", roles: ["editor", "admin"] },
];

type Command = (typeof COMMANDS)[number] | (typeof STAFF_COMMANDS)[keyof typeof STAFF_COMMANDS];

/** The commands of a member of staff with these roles. */
export function staffCommands(roles: readonly Role[]): Command[] {
  const work = WORK.filter(({ roles: theirs }) => roles.some((role) => theirs.includes(role)));
  return [...COMMANDS, ...work.map(({ command }) => STAFF_COMMANDS[command])];
}

/**
 * Builds the menus; the signal ends what is under way.
 * Source: https://core.telegram.org/bots/api#botcommandscope
 */
export function createCommandMenus(api: Api, log: Log, signal: AbortSignal): CommandMenus {
  const stop = signal as unknown as Parameters<typeof api.setMyCommands>[2];
  let last: Promise<void> = Promise.resolve();

  /** One at a time: a role taken away while the menus are first set must not come back. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work);
    return last;
  }

  async function attempt(call: () => Promise<unknown>): Promise<void> {
    if (signal.aborted) return;
    try {
      await call().catch(async (error: unknown) => {
        const wait = error instanceof GrammyError ? error.parameters.retry_after : undefined;
        if (wait === undefined) throw error;
        await pause(wait * 1000, signal);
        await call();
      });
    } catch (error) {
      if (!signal.aborted) log.warn({ reason: describe(error) }, LOG.commandsFailed);
    }
  }

  function set(chatId: string, roles: readonly Role[] | undefined): Promise<void> {
    const scope = { type: "chat", chat_id: Number(chatId) } as const;
    return attempt(() =>
      roles === undefined
        ? api.deleteMyCommands({ scope }, stop)
        : api.setMyCommands(staffCommands(roles), { scope }, stop),
    );
  }

  return {
    setAll: (staffChats) =>
      inTurn(async () => {
        await attempt(() => api.setMyCommands(COMMANDS, { scope: { type: "all_private_chats" } }, stop));
        let chats: readonly StaffChat[] = [];
        await attempt(async () => {
          chats = staffChats();
        });
        for (const { chatId, roles } of chats) await set(chatId, roles);
      }),
    setStaff: (chatId, roles) => inTurn(() => set(chatId, roles)),
  };
}
