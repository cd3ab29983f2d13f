/** An invented bureau for browser tests: the real process with people in its database, and a desk beside it. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assistant, createAssistant, DATA_FOLDER } from "../assistant.ts";
import { parseConfig } from "../config.ts";
import type { Actor } from "../features/members/index.ts";
import { readQuizFile } from "../features/study/index.ts";
import { type RealProcess, startRealProcess, zoneAtNoon } from "./realProcess.ts";

/** Whoever works at the server's command line. */
export const DESK: Actor = { kind: "operator", name: "browser test" };
/** The retiree: a name as long as names get. */
export const RETIREE = { name: "阿卜杜热合曼·阿卜杜克里木", phone: "13900005678" } as const;

/** The sample notices, and the sample quiz, which cites them. */
const POLICIES = join(DATA_FOLDER, "policies");
const QUIZ = join(DATA_FOLDER, "quizzes", "sample.yaml");

/** The bureau, open. */
export interface BureauAtWork {
  readonly url: string;
  readonly memberId: number;
  readonly homeId: number;
  readonly branchId: number;
  /** Nine digits, to bind the retiree's account. */
  readonly invitation: string;
  /** The parts over the same database, as a command line opens them. */
  readonly desk: Assistant;
  /**
   * Has the process look at its queue now: what another process queued, it would find within half a minute. A passer-by
   * on the page does that by writing.
   */
  stir(): Promise<void>;
  /** Kills the process; the database stays. */
  close(): Promise<void>;
  /** Starts it again, at the same address. */
  open(): Promise<void>;
  /** Ends it and removes everything. */
  remove(): Promise<void>;
}

/** Makes the database through the product's own functions, then starts what `npm start` starts. */
export async function openBureau(): Promise<BureauAtWork> {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-bureau-"));
  const settings = {
    DATABASE_PATH: join(folder, "bureau.db"),
    POLICY_DIR: POLICIES,
    TIME_ZONE: zoneAtNoon(Date.now()),
  };
  const desk = createAssistant(parseConfig(settings));
  await desk.library.prepare(POLICIES);
  const { members, quizzes } = desk;
  quizzes.load(DESK, await readQuizFile(QUIZ, settings.TIME_ZONE));
  const homeId = members.addHome(DESK, {
    name: "天元区老党员之家",
    level: "district",
    district: "天元区",
    address: "天元区泰山路1号",
  });
  const branchId = members.addBranch(DESK, { name: "市直机关离退休干部联合第一党支部", homeId });
  const memberId = members.add(DESK, { ...RETIREE, category: "退休", district: "天元区", branchId });
  const invitation = members.invite(DESK, { memberId }).code;

  let life: RealProcess = startRealProcess({ folder, settings });
  const url = await life.ready();
  const port = new URL(url).port;
  return {
    url,
    memberId,
    homeId,
    branchId,
    invitation,
    desk,
    async stir() {
      const body = new URLSearchParams({ id: randomUUID(), text: "您好" });
      const response = await fetch(`${url}/say`, {
        method: "POST",
        body,
        headers: { Origin: url },
        redirect: "manual",
      });
      if (response.status >= 400) throw new Error(`the passer-by was refused: ${response.status}`);
    },
    close: () => life.kill(),
    async open() {
      life = startRealProcess({ folder, settings: { ...settings, PORT: port } });
      await life.ready();
    },
    async remove() {
      await life.kill();
      desk.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
