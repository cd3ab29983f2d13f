CREATE TABLE `file_in_channel` (
	`file_id` integer NOT NULL,
	`channel` text NOT NULL,
	`remote_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`file_id`, `channel`),
	FOREIGN KEY (`file_id`) REFERENCES `stored_file`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `stored_file` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`content_hash` blob NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`kind` text NOT NULL,
	`bytes` integer NOT NULL,
	`body_sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	CONSTRAINT "stored_file_kind" CHECK("stored_file"."kind" IN ('photo','voice','audio','video','document'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stored_file_content_hash_unique` ON `stored_file` (`content_hash`);--> statement-breakpoint
CREATE INDEX `stored_file_created` ON `stored_file` (`created_at`);--> statement-breakpoint
CREATE TABLE `study_code_failure` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`member_id` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `study_code_failure_member` ON `study_code_failure` (`member_id`,`at`);--> statement-breakpoint
CREATE TABLE `study_feed` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`branch_id` integer NOT NULL,
	`token_hash` blob NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`branch_id`) REFERENCES `branch`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `study_feed_token_hash_unique` ON `study_feed` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_feed_open` ON `study_feed` (`branch_id`) WHERE "study_feed"."revoked_at" IS NULL;--> statement-breakpoint
CREATE TABLE `study_invitee` (
	`session_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	`guest` integer DEFAULT false NOT NULL,
	`invited_at` integer,
	`answer` text,
	`answered_at` integer,
	`answered_by` text,
	`waiting_since` integer,
	`nudged_at` integer,
	`pick_up` integer,
	`pick_up_request_id` integer,
	`attended_at` integer,
	`attended_via` text,
	`attended_by` text,
	`made_up_at` integer,
	`made_up_by` text,
	PRIMARY KEY(`session_id`, `member_id`),
	FOREIGN KEY (`session_id`) REFERENCES `study_session`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "study_invitee_answer" CHECK("study_invitee"."answer" IS NULL OR "study_invitee"."answer" IN ('accepted','waiting','declined','later')),
	CONSTRAINT "study_invitee_via" CHECK("study_invitee"."attended_via" IS NULL OR "study_invitee"."attended_via" IN ('code','qr','tick')),
	CONSTRAINT "study_invitee_attended" CHECK(("study_invitee"."attended_at" IS NULL) = ("study_invitee"."attended_via" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `study_invitee_member` ON `study_invitee` (`member_id`,`session_id`);--> statement-breakpoint
CREATE INDEX `study_invitee_waiting` ON `study_invitee` (`session_id`,`waiting_since`);--> statement-breakpoint
CREATE TABLE `study_material` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`title` text NOT NULL,
	`file_id` integer,
	`url` text,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `study_session`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `stored_file`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "study_material_one" CHECK(("study_material"."file_id" IS NULL) <> ("study_material"."url" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `study_material_session` ON `study_material` (`session_id`,`id`);--> statement-breakpoint
CREATE TABLE `study_reflection` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`text_sealed` blob NOT NULL,
	`voice_sealed` blob,
	FOREIGN KEY (`session_id`) REFERENCES `study_session`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `study_reflection_session` ON `study_reflection` (`session_id`,`id`);--> statement-breakpoint
CREATE INDEX `study_reflection_member` ON `study_reflection` (`member_id`,`id`);--> statement-breakpoint
CREATE TABLE `study_series` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`rule` text NOT NULL,
	`starts_on` text NOT NULL,
	`time` text NOT NULL,
	`on_holiday` text NOT NULL,
	`template` text NOT NULL,
	`branch_id` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`ends_on` text,
	`made_until` text,
	FOREIGN KEY (`branch_id`) REFERENCES `branch`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "study_series_holiday" CHECK("study_series"."on_holiday" IN ('skip','nextWorkday','keep'))
);
--> statement-breakpoint
CREATE TABLE `study_session` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer,
	`occurrence_on` text,
	`uid` text NOT NULL,
	`sequence` integer DEFAULT 0 NOT NULL,
	`title` text NOT NULL,
	`form` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`home_id` integer,
	`room` text,
	`place` text,
	`capacity` integer,
	`contact` text,
	`note` text,
	`audience` text NOT NULL,
	`branch_id` integer,
	`pick_up` integer NOT NULL,
	`reminders` text NOT NULL,
	`invite_at` integer NOT NULL,
	`status` text NOT NULL,
	`cancel_reason` text,
	`code` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `study_series`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`home_id`) REFERENCES `home`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`branch_id`) REFERENCES `branch`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "study_session_form" CHECK("study_session"."form" IN ('学习','参观','座谈','宣讲','微党课')),
	CONSTRAINT "study_session_status" CHECK("study_session"."status" IN ('planned','cancelled')),
	CONSTRAINT "study_session_span" CHECK("study_session"."ends_at" > "study_session"."starts_at"),
	CONSTRAINT "study_session_place" CHECK(("study_session"."home_id" IS NULL) <> ("study_session"."place" IS NULL)),
	CONSTRAINT "study_session_capacity" CHECK("study_session"."capacity" IS NULL OR "study_session"."capacity" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `study_session_uid_unique` ON `study_session` (`uid`);--> statement-breakpoint
CREATE INDEX `study_session_start` ON `study_session` (`starts_at`);--> statement-breakpoint
CREATE INDEX `study_session_branch` ON `study_session` (`branch_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `study_session_home` ON `study_session` (`home_id`,`starts_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_session_occurrence` ON `study_session` (`series_id`,`occurrence_on`);--> statement-breakpoint
CREATE TABLE `quiz` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`intro` text NOT NULL,
	`sample` integer NOT NULL,
	`opens_at` integer,
	`closes_at` integer,
	`minutes` integer,
	`attempts` integer NOT NULL,
	`draw` integer,
	`pass_percent` integer,
	`shuffled` integer NOT NULL,
	`audience` text,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	CONSTRAINT "quiz_status" CHECK("quiz"."status" IN ('open','withdrawn')),
	CONSTRAINT "quiz_attempts" CHECK("quiz"."attempts" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quiz_slug_unique` ON `quiz` (`slug`);--> statement-breakpoint
CREATE TABLE `quiz_answer` (
	`attempt_id` integer NOT NULL,
	`question_id` integer NOT NULL,
	`chosen` text NOT NULL,
	`correct` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`attempt_id`, `question_id`),
	FOREIGN KEY (`attempt_id`) REFERENCES `quiz_attempt`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_id`) REFERENCES `quiz_question`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `quiz_attempt` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`quiz_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	`number` integer NOT NULL,
	`by` text NOT NULL,
	`started_at` integer NOT NULL,
	`ends_at` integer,
	`finished_at` integer,
	`paper` text NOT NULL,
	`score` integer,
	`total` integer NOT NULL,
	FOREIGN KEY (`quiz_id`) REFERENCES `quiz`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "quiz_attempt_score" CHECK("quiz_attempt"."score" IS NULL OR "quiz_attempt"."score" BETWEEN 0 AND "quiz_attempt"."total"),
	CONSTRAINT "quiz_attempt_finished" CHECK(("quiz_attempt"."finished_at" IS NULL) = ("quiz_attempt"."score" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quiz_attempt_number` ON `quiz_attempt` (`quiz_id`,`member_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `quiz_attempt_open` ON `quiz_attempt` (`quiz_id`,`member_id`) WHERE "quiz_attempt"."finished_at" IS NULL;--> statement-breakpoint
CREATE INDEX `quiz_attempt_member` ON `quiz_attempt` (`member_id`,`id`);--> statement-breakpoint
CREATE TABLE `quiz_question` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`quiz_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`options` text NOT NULL,
	`correct` text NOT NULL,
	`points` integer NOT NULL,
	`explanation` text NOT NULL,
	`cited_title` text,
	`cited_article` text,
	`retired_at` integer,
	FOREIGN KEY (`quiz_id`) REFERENCES `quiz`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "quiz_question_kind" CHECK("quiz_question"."kind" IN ('single','multiple')),
	CONSTRAINT "quiz_question_points" CHECK("quiz_question"."points" > 0)
);
--> statement-breakpoint
CREATE INDEX `quiz_question_quiz` ON `quiz_question` (`quiz_id`,`position`);--> statement-breakpoint
CREATE TABLE `announcement` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`clause_title` text,
	`clause_article` text,
	`url` text,
	`needs_confirmation` integer NOT NULL,
	`follow_up_hours` integer NOT NULL,
	`call_hours` integer NOT NULL,
	`audience` text NOT NULL,
	`status` text NOT NULL,
	`send_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`submitted_at` integer,
	`submitted_by` text,
	`approved_at` integer,
	`approved_by` text,
	`returned_reason` text,
	`started_at` integer,
	`finished_at` integer,
	`recalled_at` integer,
	`festival` text,
	`version` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "announcement_status_known" CHECK("announcement"."status" IN ('draft','submitted','approved','sending','sent','recalled','dropped')),
	CONSTRAINT "announcement_hours" CHECK("announcement"."follow_up_hours" > 0 AND "announcement"."call_hours" > "announcement"."follow_up_hours")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `announcement_festival_unique` ON `announcement` (`festival`);--> statement-breakpoint
CREATE INDEX `announcement_status` ON `announcement` (`status`,`send_at`);--> statement-breakpoint
CREATE TABLE `announcement_correction` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`announcement_id` integer NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`done_up_to` integer,
	`finished_at` integer,
	FOREIGN KEY (`announcement_id`) REFERENCES `announcement`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "announcement_correction_kind" CHECK("announcement_correction"."kind" IN ('correct','recall'))
);
--> statement-breakpoint
CREATE INDEX `announcement_correction_announcement` ON `announcement_correction` (`announcement_id`,`id`);--> statement-breakpoint
CREATE TABLE `announcement_file` (
	`announcement_id` integer NOT NULL,
	`position` integer NOT NULL,
	`file_id` integer NOT NULL,
	PRIMARY KEY(`announcement_id`, `position`),
	FOREIGN KEY (`announcement_id`) REFERENCES `announcement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `stored_file`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `announcement_recipient` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`announcement_id` integer NOT NULL,
	`member_id` integer,
	`staff_id` integer,
	`send_key` text,
	`queued_at` integer,
	`skipped` text,
	`confirmed_at` integer,
	`confirmed_by` text,
	`followed_up_at` integer,
	FOREIGN KEY (`announcement_id`) REFERENCES `announcement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "announcement_recipient_one" CHECK(("announcement_recipient"."member_id" IS NULL) <> ("announcement_recipient"."staff_id" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `announcement_recipient_send_key_unique` ON `announcement_recipient` (`send_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `announcement_recipient_member` ON `announcement_recipient` (`announcement_id`,`member_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `announcement_recipient_staff` ON `announcement_recipient` (`announcement_id`,`staff_id`);--> statement-breakpoint
CREATE INDEX `announcement_recipient_waiting` ON `announcement_recipient` (`announcement_id`,`queued_at`);--> statement-breakpoint
CREATE INDEX `announcement_recipient_of_member` ON `announcement_recipient` (`member_id`,`announcement_id`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `operation` text DEFAULT 'send' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `target_id` integer;--> statement-breakpoint
CREATE INDEX `outbox_sends` ON `outbox` (`lane`,`due_at`,`id`) WHERE "outbox"."status" IN ('pending','sending') AND "outbox"."operation" = 'send';--> statement-breakpoint
ALTER TABLE `push` ADD `acknowledged_at` integer;