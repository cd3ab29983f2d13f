/** Study sessions, quizzes and announcements, assembled over people and orders: for the service and the command lines. */
import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Config } from "./config.ts";
import {
  createFileShelf,
  createQuietHours,
  type Fetched,
  type FileShelf,
  type Pushes,
  type StaffNotes,
} from "./delivery/index.ts";
import type { FileAttachment } from "./dialogue/index.ts";
import {
  createAnnouncements,
  createAnnouncementsConversation,
  createKeptAnnouncements,
  createSpokenReceipts,
  loadFestivals,
} from "./features/announcements/index.ts";
import {
  createAudiences,
  type KeptElsewhere,
  type Members,
  type SpokenAnswers,
} from "./features/members/index.ts";
import { type CitedClause, citeClause, type PolicyLibrary } from "./features/policy/index.ts";
import type { Requests } from "./features/requests/index.ts";
import {
  createAttending,
  createKeptStudy,
  createQuizzes,
  createRides,
  createSessions,
  createSpokenStudyAnswers,
  createStudyCalendar,
  createStudyConversation,
  type SessionsParts,
} from "./features/study/index.ts";
import type { SecretBox, Store } from "./store/index.ts";

/** What study and announcements stand on. */
export interface StudyGround {
  readonly store: Store;
  readonly box: SecretBox;
  /** The first there ever was: addresses made with it outlive a change of key. */
  readonly key: Buffer;
  readonly clock: () => number;
  readonly members: Members;
  readonly pushes: Pushes;
  readonly notes: StaffNotes;
  readonly requests: Requests;
  readonly library: PolicyLibrary;
  readonly holidays: SessionsParts["calendar"];
  /** Today in the bureau's time zone. */
  today(): string;
  /** Whether what is personal may go through this channel. */
  mayCarryPersonal(channel: string): boolean;
  /** Fetches what a person sent over a channel. */
  fetchFile(channel: string, file: FileAttachment): Promise<Fetched>;
}

/** @throws CalendarFileError for festivals that cannot be read */
export function assembleStudy(config: Config, dataFolder: string, ground: StudyGround) {
  const { members, notes, library } = ground;
  const { timeZone, publicUrl } = config;
  const common = { ...ground, timeZone };
  const files = createFileShelf(ground);
  const audiences = createAudiences(common);
  const readClause = (title: string, article: string, day = ground.today()): CitedClause | undefined =>
    citeClause(library, title, article, day);
  const quietHours = createQuietHours(timeZone);

  const sessions = createSessions({
    ...common,
    audiences,
    calendar: ground.holidays,
    rides: createRides(common),
    tellStaff: (note) => void notes.tell(note),
    sessionPath: (id) => studyCalendar.sessionPath(id),
    mapUrl: (session) => studyCalendar.mapUrl(session),
    newUid: () => `${randomUUID()}@jinqiu`,
  });
  const studyCalendar = createStudyCalendar({ ...common, sessions, city: cityOf(config.region) });
  const quizzes = createQuizzes({
    ...common,
    audiences,
    random: (below) => randomInt(below),
    newId: () => randomInt(2 ** 47),
    readClause,
    bureau: bureauOf(config.region),
  });
  const attending = createAttending({
    ...common,
    sessions,
    quizBest: quizzes.bestOf,
    audit: members.audit,
  });
  const announcements = createAnnouncements({
    ...common,
    audiences,
    files,
    readClause,
    quietEndsAt: quietHours.endsAt,
    festivals: loadFestivals(join(dataFolder, "festivals.csv")),
  });
  const conversations = [
    createStudyConversation({
      ...common,
      sessions,
      attending,
      calendar: studyCalendar,
      quizzes,
      files,
      publicUrl,
      toAccount: notes.toAccount,
      keepCertificate: certificateKeeper(files),
    }),
    createAnnouncementsConversation({ ...common, announcements, audiences, files, readClause }),
  ];
  const spoken: SpokenAnswers[] = [
    createSpokenStudyAnswers({ sessions, members }),
    createSpokenReceipts({ announcements, members }),
  ];
  const kept: KeptElsewhere[] = [
    createKeptStudy({
      ...common,
      quizzes,
      erasing: [sessions, attending, quizzes, { erase: (id) => void files.removeBy(certificatesOf(id)) }],
    }),
    createKeptAnnouncements({ ...common, announcements }),
  ];
  return {
    files,
    audiences,
    sessions,
    studyCalendar,
    quizzes,
    attending,
    announcements,
    /** What whoever calls may note of a member's words. */
    spoken,
    kept,
    conversation: {
      intents: conversations.flatMap(({ intents }) => intents),
      flows: conversations.flatMap(({ flows }) => flows),
    },
  };
}

/** 湖南省株洲市 → 株洲市: what a map's search is narrowed to. */
function cityOf(region: string): string {
  return region.replace(/^.*?[省区](?=.)/u, "");
}

function bureauOf(region: string): string {
  return `中共${cityOf(region)}委老干部局`;
}

/** The mark under which a member's certificates are kept, so that erasure finds them. */
function certificatesOf(memberId: number): string {
  return `certificate:${memberId}`;
}

function certificateKeeper(files: FileShelf) {
  return (memberId: number, name: string, pdf: Buffer) => {
    const { id, ...file } = files.keep(
      { name, mediaType: "application/pdf", body: pdf },
      certificatesOf(memberId),
    );
    return { ...file, stored: id };
  };
}
