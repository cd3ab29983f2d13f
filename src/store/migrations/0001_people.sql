CREATE TABLE `handover_relay` (
	`outbox_key` text PRIMARY KEY NOT NULL,
	`handover_id` integer NOT NULL,
	FOREIGN KEY (`handover_id`) REFERENCES `handover`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `handover_relay_handover` ON `handover_relay` (`handover_id`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`previous_hash` blob NOT NULL,
	`hash` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject`,`id`);--> statement-breakpoint
CREATE TABLE `binding_failure` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`account_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `binding_failure_account` ON `binding_failure` (`channel`,`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `binding_failure_at` ON `binding_failure` (`at`);--> statement-breakpoint
CREATE TABLE `branch` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`unit` text,
	`home_id` integer,
	`secretary_id` integer,
	FOREIGN KEY (`home_id`) REFERENCES `home`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`secretary_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `branch_name_unique` ON `branch` (`name`);--> statement-breakpoint
CREATE TABLE `consent` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`member_id` integer NOT NULL,
	`identity_id` integer NOT NULL,
	`version` text NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`identity_id`) REFERENCES `identity`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consent_member` ON `consent` (`member_id`);--> statement-breakpoint
CREATE TABLE `download` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` blob NOT NULL,
	`member_id` integer NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`body` blob NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`fetched_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `download_token_hash_unique` ON `download` (`token_hash`);--> statement-breakpoint
CREATE INDEX `download_expiry` ON `download` (`expires_at`);--> statement-breakpoint
CREATE TABLE `home` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`level` text NOT NULL,
	`parent_id` integer,
	`district` text,
	`address` text,
	FOREIGN KEY (`parent_id`) REFERENCES `home`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "home_level" CHECK("home"."level" IN ('centre','district','unit'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `home_name_unique` ON `home` (`name`);--> statement-breakpoint
CREATE TABLE `identity` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`account_id` text NOT NULL,
	`member_id` integer,
	`proxy_id` integer,
	`staff_id` integer,
	`bound_at` integer NOT NULL,
	`revoked_at` integer,
	`blocked_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proxy_id`) REFERENCES `proxy`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "identity_one" CHECK(("identity"."member_id" IS NOT NULL) + ("identity"."proxy_id" IS NOT NULL) + ("identity"."staff_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
CREATE INDEX `identity_account` ON `identity` (`channel`,`account_id`);--> statement-breakpoint
CREATE INDEX `identity_member` ON `identity` (`member_id`);--> statement-breakpoint
CREATE INDEX `identity_proxy` ON `identity` (`proxy_id`);--> statement-breakpoint
CREATE INDEX `identity_staff` ON `identity` (`staff_id`);--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code_hash` blob NOT NULL,
	`member_id` integer,
	`proxy_grant_id` integer,
	`staff_id` integer,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`revoked_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proxy_grant_id`) REFERENCES `proxy_grant`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitation_one" CHECK(("invitation"."member_id" IS NOT NULL) + ("invitation"."proxy_grant_id" IS NOT NULL) + ("invitation"."staff_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_code_hash_unique` ON `invitation` (`code_hash`);--> statement-breakpoint
CREATE INDEX `invitation_member` ON `invitation` (`member_id`);--> statement-breakpoint
CREATE INDEX `invitation_proxy` ON `invitation` (`proxy_grant_id`);--> statement-breakpoint
CREATE INDEX `invitation_staff` ON `invitation` (`staff_id`);--> statement-breakpoint
CREATE TABLE `member` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`gender` text,
	`birth_day` text,
	`birth_calendar` text,
	`birth_leap` integer DEFAULT false NOT NULL,
	`category` text NOT NULL,
	`unit` text,
	`branch_id` integer,
	`home_id` integer,
	`district` text,
	`community` text,
	`joined_party_on` text,
	`liaison_id` integer,
	`status` text DEFAULT 'alive' NOT NULL,
	`status_on` text,
	`phone_sealed` blob,
	`phone_hash` blob,
	`id_number_sealed` blob,
	`id_number_hash` blob,
	`address_sealed` blob,
	`health_sealed` blob,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`branch_id`) REFERENCES `branch`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`home_id`) REFERENCES `home`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`liaison_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "member_status" CHECK("member"."status" IN ('alive','deceased','moved')),
	CONSTRAINT "member_category" CHECK("member"."category" IN ('离休','退休','国企退休')),
	CONSTRAINT "member_birth" CHECK(("member"."birth_day" IS NULL) = ("member"."birth_calendar" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_id_number` ON `member` (`id_number_hash`);--> statement-breakpoint
CREATE INDEX `member_phone` ON `member` (`phone_hash`);--> statement-breakpoint
CREATE INDEX `member_name` ON `member` (`name`);--> statement-breakpoint
CREATE INDEX `member_branch` ON `member` (`branch_id`);--> statement-breakpoint
CREATE INDEX `member_district` ON `member` (`district`,`category`);--> statement-breakpoint
CREATE TABLE `member_tag` (
	`member_id` integer NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`member_id`, `tag`),
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `member_tag_tag` ON `member_tag` (`tag`);--> statement-breakpoint
CREATE TABLE `proxy` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`phone_sealed` blob,
	`phone_hash` blob,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `proxy_phone` ON `proxy` (`phone_hash`);--> statement-breakpoint
CREATE TABLE `proxy_grant` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`proxy_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	`relation` text NOT NULL,
	`granted_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`proxy_id`) REFERENCES `proxy`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `proxy_grant_member` ON `proxy_grant` (`member_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `proxy_grant_open` ON `proxy_grant` (`proxy_id`,`member_id`) WHERE "proxy_grant"."revoked_at" IS NULL;--> statement-breakpoint
CREATE TABLE `speaking_for` (
	`channel` text NOT NULL,
	`account_id` text NOT NULL,
	`member_id` integer NOT NULL,
	PRIMARY KEY(`channel`, `account_id`),
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`district` text,
	`phone_sealed` blob,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff_role` (
	`staff_id` integer NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`staff_id`, `role`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "staff_role_role" CHECK("staff_role"."role" IN ('admin','editor','dispatcher','liaison','viewer'))
);
--> statement-breakpoint
CREATE TABLE `call_task` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`push_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`done_by` text,
	`outcome` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`note` blob,
	FOREIGN KEY (`push_id`) REFERENCES `push`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "call_task_reason" CHECK("call_task"."reason" IN ('noAccount','blocked','failed','unread'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_task_push` ON `call_task` (`push_id`);--> statement-breakpoint
CREATE INDEX `call_task_open` ON `call_task` (`done_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `call_task_member` ON `call_task` (`member_id`);--> statement-breakpoint
CREATE TABLE `job` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`unique_key` text NOT NULL,
	`payload` text NOT NULL,
	`due_at` integer NOT NULL,
	`stale_at` integer,
	`created_at` integer NOT NULL,
	`status` text NOT NULL,
	`run_at` integer NOT NULL,
	`leased_by` text,
	`lease_until` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`finished_at` integer,
	CONSTRAINT "job_status_known" CHECK("job"."status" IN ('pending','running','done','skipped','dead'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_unique_key_unique` ON `job` (`unique_key`);--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`run_at`) WHERE "job"."status" IN ('pending','running');--> statement-breakpoint
CREATE INDEX `job_status` ON `job` (`status`,`id`);--> statement-breakpoint
CREATE TABLE `push` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`unique_key` text NOT NULL,
	`member_id` integer NOT NULL,
	`topic` text NOT NULL,
	`body` blob NOT NULL,
	`aloud` blob NOT NULL,
	`urgent` integer NOT NULL,
	`own_only` integer DEFAULT false NOT NULL,
	`read_by` integer,
	`created_at` integer NOT NULL,
	`status` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`delivered_at` integer,
	`read_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "push_status" CHECK("push"."status" IN ('open','delivered','read','calling','cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_unique_key_unique` ON `push` (`unique_key`);--> statement-breakpoint
CREATE INDEX `push_member` ON `push` (`member_id`,`id`);--> statement-breakpoint
CREATE INDEX `push_topic` ON `push` (`topic`,`status`);--> statement-breakpoint
CREATE INDEX `push_deadline` ON `push` (`read_by`) WHERE "push"."status" IN ('open','delivered');--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`chat_id` text NOT NULL,
	`inbox_id` integer,
	`push_id` integer,
	`lane` text DEFAULT 'reply' NOT NULL,
	`body` blob NOT NULL,
	`unique_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`status` text NOT NULL,
	`part` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`uncertain` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`sent_at` integer,
	`receipts` text,
	FOREIGN KEY (`push_id`) REFERENCES `push`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "outbox_status" CHECK("__new_outbox"."status" IN ('pending','sending','sent','failed','cancelled')),
	CONSTRAINT "outbox_lane" CHECK("__new_outbox"."lane" IN ('reply','push'))
);
--> statement-breakpoint
INSERT INTO `__new_outbox`("id", "channel", "chat_id", "inbox_id", "body", "unique_key", "created_at", "due_at", "status", "part", "attempts", "uncertain", "failure") SELECT "id", "channel", "chat_id", "inbox_id", "body", "unique_key", "created_at", "due_at", "status", "part", "attempts", "uncertain", "failure" FROM `outbox`;--> statement-breakpoint
DROP TABLE `outbox`;--> statement-breakpoint
ALTER TABLE `__new_outbox` RENAME TO `outbox`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_unique_key_unique` ON `outbox` (`unique_key`);--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`lane`,`due_at`,`id`) WHERE "outbox"."status" IN ('pending','sending');--> statement-breakpoint
CREATE INDEX `outbox_order` ON `outbox` (`channel`,`chat_id`,`lane`,`id`) WHERE "outbox"."status" IN ('pending','sending');--> statement-breakpoint
CREATE INDEX `outbox_chat` ON `outbox` (`channel`,`chat_id`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_push` ON `outbox` (`push_id`);--> statement-breakpoint
CREATE INDEX `outbox_failed` ON `outbox` (`status`) WHERE "outbox"."status" = 'failed';--> statement-breakpoint
ALTER TABLE `conversation` ADD `flow` blob;--> statement-breakpoint
ALTER TABLE `handover` ADD `silent` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `handover` ADD `taken_at` integer;--> statement-breakpoint
ALTER TABLE `handover` ADD `taken_by` integer REFERENCES staff(id);--> statement-breakpoint
ALTER TABLE `handover` ADD `closed_by` text;--> statement-breakpoint
UPDATE `handover` SET `closed_at` = `opened_at`, `closed_by` = 'migration' WHERE `closed_at` IS NULL AND EXISTS (SELECT 1 FROM `handover` AS later WHERE later.`channel` = `handover`.`channel` AND later.`chat_id` = `handover`.`chat_id` AND later.`closed_at` IS NULL AND later.`id` > `handover`.`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `handover_chat` ON `handover` (`channel`,`chat_id`) WHERE "handover"."closed_at" IS NULL;--> statement-breakpoint
CREATE TRIGGER `audit_log_no_update` BEFORE UPDATE ON `audit_log` BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `audit_log_no_delete` BEFORE DELETE ON `audit_log` BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
