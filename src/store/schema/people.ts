/**
 * Tables of people: members, homes, branches, staff, proxies, accounts, invitations, consent.
 * Columns named `…Sealed` hold text sealed by store/secretBox; `…Hash` is its keyed hash, for look-up.
 * Times are Unix ms; days are `YYYY-MM-DD`.
 */
import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** 老党员之家, in the three levels of 1+9+N: the city's centre, district stations, unit sites. */
export const home = sqliteTable(
  "home",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    name: text("name").notNull().unique(),
    level: text("level", { enum: ["centre", "district", "unit"] }).notNull(),
    parentId: integer("parent_id").references((): AnySQLiteColumn => home.id),
    district: text("district"),
    address: text("address"),
  },
  (t) => [check("home_level", sql`${t.level} IN ('centre','district','unit')`)],
);

/** 党支部. */
export const branch = sqliteTable("branch", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull().unique(),
  unit: text("unit"),
  homeId: integer("home_id").references(() => home.id),
  secretaryId: integer("secretary_id").references((): AnySQLiteColumn => member.id),
});

/** A retired official. `birthDay` is written in the calendar of `birthCalendar`; a leap lunar month is marked by `birthLeap`. */
export const member = sqliteTable(
  "member",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    name: text("name").notNull(),
    gender: text("gender", { enum: ["男", "女"] }),
    birthDay: text("birth_day"),
    birthCalendar: text("birth_calendar", { enum: ["solar", "lunar"] }),
    birthLeap: integer("birth_leap", { mode: "boolean" }).notNull().default(false),
    category: text("category", { enum: ["离休", "退休", "国企退休"] }).notNull(),
    unit: text("unit"),
    branchId: integer("branch_id").references(() => branch.id),
    homeId: integer("home_id").references(() => home.id),
    district: text("district"),
    community: text("community"),
    joinedPartyOn: text("joined_party_on"),
    liaisonId: integer("liaison_id").references((): AnySQLiteColumn => staff.id),
    status: text("status", { enum: ["alive", "deceased", "moved"] })
      .notNull()
      .default("alive"),
    statusOn: text("status_on"),
    phoneSealed: blob("phone_sealed", { mode: "buffer" }),
    phoneHash: blob("phone_hash", { mode: "buffer" }),
    idNumberSealed: blob("id_number_sealed", { mode: "buffer" }),
    idNumberHash: blob("id_number_hash", { mode: "buffer" }),
    addressSealed: blob("address_sealed", { mode: "buffer" }),
    healthSealed: blob("health_sealed", { mode: "buffer" }),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    erasedAt: integer("erased_at"),
  },
  (t) => [
    uniqueIndex("member_id_number").on(t.idNumberHash),
    index("member_phone").on(t.phoneHash),
    index("member_name").on(t.name),
    index("member_branch").on(t.branchId),
    index("member_district").on(t.district, t.category),
    check("member_status", sql`${t.status} IN ('alive','deceased','moved')`),
    check("member_category", sql`${t.category} IN ('离休','退休','国企退休')`),
    check("member_birth", sql`(${t.birthDay} IS NULL) = (${t.birthCalendar} IS NULL)`),
  ],
);

/** Free marks on a member: 独居, 腿脚不便 … */
export const memberTag = sqliteTable(
  "member_tag",
  {
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    tag: text("tag").notNull(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.tag] }), index("member_tag_tag").on(t.tag)],
);

/** 工作人员 and 联络员. `district` narrows what a liaison is given. */
export const staff = sqliteTable("staff", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull(),
  district: text("district"),
  phoneSealed: blob("phone_sealed", { mode: "buffer" }),
  active: integer("active", { mode: "boolean" }).notNull().default(true),
  createdAt: integer("created_at").notNull(),
});

/** What a member of staff may do. */
export const staffRole = sqliteTable(
  "staff_role",
  {
    staffId: integer("staff_id")
      .notNull()
      .references(() => staff.id),
    role: text("role", { enum: ["admin", "editor", "dispatcher", "liaison", "viewer"] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.staffId, t.role] }),
    check("staff_role_role", sql`${t.role} IN ('admin','editor','dispatcher','liaison','viewer')`),
  ],
);

/** 代办人: a person who acts for members. */
export const proxy = sqliteTable(
  "proxy",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    name: text("name").notNull(),
    phoneSealed: blob("phone_sealed", { mode: "buffer" }),
    phoneHash: blob("phone_hash", { mode: "buffer" }),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("proxy_phone").on(t.phoneHash)],
);

/** For whom a proxy acts, until the member (or staff) takes it back. */
export const proxyGrant = sqliteTable(
  "proxy_grant",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    proxyId: integer("proxy_id")
      .notNull()
      .references(() => proxy.id),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    /** 女儿, 儿子, 侄子 … */
    relation: text("relation").notNull(),
    grantedAt: integer("granted_at").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    index("proxy_grant_member").on(t.memberId),
    uniqueIndex("proxy_grant_open").on(t.proxyId, t.memberId).where(sql`${t.revokedAt} IS NULL`),
  ],
);

/** A channel account bound to one member, proxy or member of staff. One account may hold several bindings. */
export const identity = sqliteTable(
  "identity",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    /** The private chat's id in the channel. */
    accountId: text("account_id").notNull(),
    memberId: integer("member_id").references(() => member.id),
    proxyId: integer("proxy_id").references(() => proxy.id),
    staffId: integer("staff_id").references(() => staff.id),
    boundAt: integer("bound_at").notNull(),
    revokedAt: integer("revoked_at"),
    /** The person blocked the assistant or the account is gone; cleared when they write again. */
    blockedAt: integer("blocked_at"),
  },
  (t) => [
    index("identity_account").on(t.channel, t.accountId),
    index("identity_member").on(t.memberId),
    index("identity_proxy").on(t.proxyId),
    index("identity_staff").on(t.staffId),
    check(
      "identity_one",
      sql`(${t.memberId} IS NOT NULL) + (${t.proxyId} IS NOT NULL) + (${t.staffId} IS NOT NULL) = 1`,
    ),
  ],
);

/** Which of several members an account speaks for now. */
export const speakingFor = sqliteTable(
  "speaking_for",
  {
    channel: text("channel").notNull(),
    accountId: text("account_id").notNull(),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
  },
  (t) => [primaryKey({ columns: [t.channel, t.accountId] })],
);

/** A single-use code that binds an account. Only its keyed hash is kept. */
export const invitation = sqliteTable(
  "invitation",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    codeHash: blob("code_hash", { mode: "buffer" }).notNull().unique(),
    memberId: integer("member_id").references(() => member.id),
    proxyGrantId: integer("proxy_grant_id").references(() => proxyGrant.id),
    staffId: integer("staff_id").references(() => staff.id),
    /** Who issued it, as the audit log names actors: `staff:3`, `operator:root`. */
    issuedBy: text("issued_by").notNull(),
    issuedAt: integer("issued_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    revokedAt: integer("revoked_at"),
    /** Wrong names or last digits given with the right code. */
    failures: integer("failures").notNull().default(0),
  },
  (t) => [
    index("invitation_member").on(t.memberId),
    index("invitation_proxy").on(t.proxyGrantId),
    index("invitation_staff").on(t.staffId),
    check(
      "invitation_one",
      sql`(${t.memberId} IS NOT NULL) + (${t.proxyGrantId} IS NOT NULL) + (${t.staffId} IS NOT NULL) = 1`,
    ),
  ],
);

/** Wrong codes typed, for the limits on guessing. */
export const bindingFailure = sqliteTable(
  "binding_failure",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    accountId: text("account_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [
    index("binding_failure_account").on(t.channel, t.accountId, t.at),
    index("binding_failure_at").on(t.at),
  ],
);

/** Consent to the processing of personal data, given at binding. `version` names the text that was shown. */
export const consent = sqliteTable(
  "consent",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    identityId: integer("identity_id")
      .notNull()
      .references(() => identity.id),
    version: text("version").notNull(),
    givenAt: integer("given_at").notNull(),
    withdrawnAt: integer("withdrawn_at"),
  },
  (t) => [index("consent_member").on(t.memberId)],
);

/** A file made for one person, fetched by a link with a token, for a short time. `body` is sealed. */
export const download = sqliteTable(
  "download",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    tokenHash: blob("token_hash", { mode: "buffer" }).notNull().unique(),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    body: blob("body", { mode: "buffer" }).notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    /** Wrong last digits given. */
    failures: integer("failures").notNull().default(0),
    fetchedAt: integer("fetched_at"),
  },
  (t) => [index("download_expiry").on(t.expiresAt)],
);
