/** Keeps the catalogue fresh: a changed file is taken up by itself, a faulty one leaves the last good one in force. */
import { copyFileSync, existsSync, renameSync, statSync } from "node:fs";
import { type Log, reasonOf } from "../../../delivery/index.ts";
import { type Catalogue, CatalogueError, loadCatalogue } from "./catalogue.ts";

/** What the keeper works with. */
export interface CatalogueKeeperParts {
  readonly log: Log;
  /** Unix ms. */
  readonly clock: () => number;
  /** Where a copy of the last good file is kept, so that it stays in force over a restart, too. */
  readonly lastGood?: string;
  /** Told once of every fault, to pass it on to staff. */
  readonly onFault?: (error: CatalogueError) => void;
}

/** The catalogue in force. */
export interface CatalogueKeeper {
  /** The last good catalogue. Looks at the file at most once a second. */
  current(): Catalogue;
  /** Reads the file now, changed or not. */
  reload(): { readonly ok: true } | { readonly ok: false; readonly error: CatalogueError };
}

const LOOK_EVERY_MS = 1000;

/** @throws CatalogueError when there is no good catalogue to begin with */
export function createCatalogueKeeper(
  file: string,
  { log, clock, onFault, lastGood }: CatalogueKeeperParts,
): CatalogueKeeper {
  let mark = markOf(file);
  let lookedAt = clock();
  let lastFault: string | undefined;

  const tell = (error: CatalogueError): void => {
    if (error.message === lastFault) return;
    lastFault = error.message;
    log.error({ line: error.line, fault: error.message }, "服务目录有错，仍用上一份好的");
    onFault?.(error);
  };

  const keep = (): void => {
    if (lastGood === undefined) return;
    try {
      copyFileSync(file, `${lastGood}.next`);
      renameSync(`${lastGood}.next`, lastGood);
    } catch (error) {
      log.warn({ error: reasonOf(error) }, "服务目录的备份没有存下来，不影响使用");
    }
  };

  /** The file, or where that is faulty the copy of the last good one. */
  const begin = (): Catalogue => {
    try {
      const first = loadCatalogue(file);
      keep();
      return first;
    } catch (error) {
      if (!(error instanceof CatalogueError) || lastGood === undefined || !existsSync(lastGood)) throw error;
      const kept = loadCatalogue(lastGood);
      tell(error);
      return kept;
    }
  };
  let catalogue = begin();

  const reload = (): ReturnType<CatalogueKeeper["reload"]> => {
    // Marked before it is read: a file that changes meanwhile is read once more.
    mark = markOf(file);
    try {
      const next = loadCatalogue(file);
      if (next.version !== catalogue.version) {
        log.info({ items: next.items.length }, "新的服务目录已启用");
        keep();
      }
      catalogue = next;
      lastFault = undefined;
      return { ok: true };
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error;
      tell(error);
      return { ok: false, error };
    }
  };

  return {
    current() {
      const now = clock();
      // A clock set back must not stop the looking.
      if (Math.abs(now - lookedAt) >= LOOK_EVERY_MS) {
        lookedAt = now;
        if (markOf(file) !== mark) reload();
      }
      return catalogue;
    },
    reload,
  };
}

/** Changes when the file does. A file that cannot be looked at has its own mark: reading it then says why. */
function markOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return "out of sight";
  }
}
