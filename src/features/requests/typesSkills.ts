/** Who serves what, where. */
import type { Actor } from "../members/index.ts";

export interface Skill {
  readonly staffId: number;
  readonly itemId: string;
  /** Null: everywhere. */
  readonly district: string | null;
}

/** Who serves what, where. Changing needs admin, dispatcher or editor. @throws NotAllowed, MemberError */
export interface Skills {
  set(actor: Actor, staffId: number, itemId: string, district?: string): void;
  remove(actor: Actor, staffId: number, itemId: string, district?: string): void;
  of(staffId: number): readonly Skill[];
}
